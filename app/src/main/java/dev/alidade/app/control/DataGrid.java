package dev.alidade.app.control;

import dev.alidade.app.format.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A table over a {@link GridModel} of any length: rows of 24 px, numbers at the right in the mono
 * face, missing values in italics, type icons in the heads. Ctrl+C copies the focused cell, or all
 * selected rows as tab-separated values. A node such as a histogram may stand under each head.
 * JavaFX thread.
 */
public final class DataGrid extends TableView<Integer> {
  private static final double PER_CHARACTER = 7.3;
  private static final double PER_HEAD_CHARACTER = 7;

  /** Capital letters of the text face are wider; short texts may well consist of them. */
  private static final double PER_CAPITAL = 9;

  private static final int MOST_CAPITALS = 12;
  private static final double HEAD_ICON = 22;
  private static final double NARROWEST = 64;
  private static final double WIDEST = 200;
  private static final int ROWS_MEASURED = 40;
  private static final String SELECTED_COLUMN = "al-selected-column";

  private GridModel model = new NoRows();
  private IntConsumer onColumn = column -> {};

  /** An empty grid. */
  public DataGrid() {
    getStyleClass().add("al-grid");
    setFixedCellSize(24);
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    setPlaceholder(Labels.muted("No rows."));
    KeyCombination copy = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    setOnKeyPressed(
        event -> {
          if (copy.match(event)) {
            copySelection();
            event.consume();
          }
        });
    setContextMenu(
        new ContextMenu(
            Buttons.item("Copy cell", () -> put(focusedText())),
            Buttons.item("Copy rows", () -> put(rowsAsTsv(false))),
            Buttons.item("Copy rows with heads", () -> put(rowsAsTsv(true)))));
  }

  /** Shows a model from its first row. Columns keep their widths while their names stay. */
  public void show(GridModel shown) {
    boolean sameColumns = !getColumns().isEmpty() && shown.columns().equals(model.columns());
    model = shown;
    getSelectionModel().clearSelection();
    if (!sameColumns) {
      List<TableColumn<Integer, ?>> columns = new ArrayList<>();
      columns.add(numberColumn());
      for (int i = 0; i < shown.columns().size(); i++) {
        columns.add(column(i, shown.columns().get(i)));
      }
      getColumns().setAll(columns);
    }
    setItems(new LazyRows(shown.rowCount()));
    if (sameColumns) {
      // The rows are the same numbers as before, so only this makes the cells read again.
      refresh();
    }
    if (shown.rowCount() > 0) {
      scrollTo(0);
    }
  }

  /** The model in view. */
  public GridModel model() {
    return model;
  }

  /** Puts a node of 72 px under a column's head; null takes it away. */
  public void profile(int column, @Nullable Node strip) {
    TableColumn<Integer, ?> shown = getColumns().get(column + 1);
    VBox head = (VBox) shown.getGraphic();
    head.getChildren().remove(1, head.getChildren().size());
    if (strip != null) {
      head.getChildren().add(strip);
    }
  }

  /** Called with the column whose head was clicked. */
  public void setOnColumn(IntConsumer handler) {
    onColumn = handler;
  }

  /** Tints one column as the selected one; −1 for none. */
  public void selectColumn(int column) {
    for (int i = 1; i < getColumns().size(); i++) {
      List<String> classes = getColumns().get(i).getStyleClass();
      boolean chosen = i == column + 1;
      if (chosen && !classes.contains(SELECTED_COLUMN)) {
        classes.add(SELECTED_COLUMN);
      } else if (!chosen) {
        classes.remove(SELECTED_COLUMN);
      }
    }
  }

  /** Selected rows as tab-separated lines. */
  String rowsAsTsv(boolean withHeads) {
    List<GridColumn> columns = model.columns();
    StringBuilder text = new StringBuilder();
    if (withHeads) {
      text.append(String.join("\t", columns.stream().map(GridColumn::name).toList())).append('\n');
    }
    for (int row : getSelectionModel().getSelectedIndices()) {
      text.append(
              String.join(
                  "\t",
                  IntStream.range(0, columns.size())
                      .mapToObj(column -> Values.copied(model.value(row, column)))
                      .toList()))
          .append('\n');
    }
    return text.toString();
  }

  private void copySelection() {
    put(getSelectionModel().getSelectedIndices().size() > 1 ? rowsAsTsv(false) : focusedText());
  }

  private String focusedText() {
    var focused = getFocusModel().getFocusedCell();
    int column = focused.getColumn() - 1;
    if (focused.getRow() < 0) {
      return "";
    }
    return column < 0 ? rowsAsTsv(false) : Values.copied(model.value(focused.getRow(), column));
  }

  private static void put(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  private TableColumn<Integer, Object> numberColumn() {
    TableColumn<Integer, Object> column = new TableColumn<>();
    Label head = Labels.of("#", "al-grid-number");
    head.setMinHeight(20);
    column.setGraphic(head);
    column.setCellValueFactory(
        cell -> new ReadOnlyObjectWrapper<>(model.rowNumber(cell.getValue())));
    column.setCellFactory(made -> new DataGridCell.RowNumber());
    column.setSortable(false);
    column.setReorderable(false);
    column.setPrefWidth(Math.max(40, 16 + 7 * Integer.toString(model.rowCount()).length()));
    return column;
  }

  private TableColumn<Integer, Object> column(int index, GridColumn described) {
    TableColumn<Integer, Object> column = new TableColumn<>();
    Label name = new Label(described.name());
    if (described.icon() != null) {
      name.setGraphic(Icons.small(described.icon()));
    }
    HBox head = new HBox(name);
    head.setAlignment(
        described.kind() == GridColumn.Kind.NUMBER ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
    head.setMinHeight(20);
    head.setOnMouseClicked(event -> onColumn.accept(index));
    VBox graphic = new VBox(4, head);
    graphic.getStyleClass().add("al-grid-head");
    graphic.setFillWidth(true);
    graphic.prefWidthProperty().bind(column.widthProperty().subtract(17));
    graphic.setMinWidth(0);
    column.setGraphic(graphic);
    column.setCellValueFactory(
        cell -> new ReadOnlyObjectWrapper<>(model.value(cell.getValue(), index)));
    column.setCellFactory(made -> new DataGridCell(described.kind(), this, index));
    column.setSortable(false);
    column.setPrefWidth(width(index, described));
    return column;
  }

  private double width(int index, GridColumn described) {
    int longest = 0;
    for (int row = 0; row < Math.min(ROWS_MEASURED, model.rowCount()); row++) {
      longest = Math.max(longest, Values.shown(model.value(row, index)).length());
    }
    double head =
        described.name().length() * PER_HEAD_CHARACTER + (described.icon() == null ? 0 : HEAD_ICON);
    int capitals = described.kind() == GridColumn.Kind.TEXT ? Math.min(longest, MOST_CAPITALS) : 0;
    double values = longest * PER_CHARACTER + capitals * (PER_CAPITAL - PER_CHARACTER);
    return Math.clamp(17 + Math.max(head, values), NARROWEST, WIDEST);
  }

  private static final class NoRows implements GridModel {
    @Override
    public List<GridColumn> columns() {
      return List.of();
    }

    @Override
    public int rowCount() {
      return 0;
    }

    @Override
    public @Nullable Object value(int row, int column) {
      return null;
    }
  }
}
