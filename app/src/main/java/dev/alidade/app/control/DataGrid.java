package dev.alidade.app.control;

import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import dev.alidade.app.fx.FrameWork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Skin;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.TableViewSkin;
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
 * selected rows as tab-separated values. Row numbers stay in view when it is scrolled to the side.
 * A node such as a histogram may stand under each head. JavaFX thread.
 */
public final class DataGrid extends TableView<Integer> {
  private static final double PER_CHARACTER = 7.3;
  private static final double PER_HEAD_CHARACTER = 7;

  /** Capital letters of the text face are wider; short texts may well consist of them. */
  private static final double PER_CAPITAL = 9;

  private static final int MOST_CAPITALS = 12;
  private static final double HEAD_ICON = 22;
  private static final double NARROWEST = 64;

  /** Both ends of a histogram's axis fit beside each other. */
  private static final double NARROWEST_NUMBER = 78;

  /** A column of this width, its default, is made as wide as its rows by the table itself. */
  private static final double SELF_SIZED = 80;

  private static final double WIDEST = 200;
  private static final int ROWS_MEASURED = 40;
  private static final String SELECTED_COLUMN = "al-selected-column";

  /** The rows that one frame may add: their cells are what costs, nine or so each. */
  private static final int ROWS_A_FRAME = 4;

  /** More than a window of 1080 px has; a higher one gets the rest at once. */
  private static final int ROWS_BY_FRAMES = 40;

  private static final double ROW = 24;

  /** The heads with their strips. */
  private static final double HEADS = 100;

  private final Set<Rereading> cells = Collections.newSetFromMap(new WeakHashMap<>());
  private List<TableColumn<Integer, Object>> columns = List.of();
  private final SideScroll sideways = new SideScroll(this);
  private double laidOut = Double.MAX_VALUE;
  private GridModel model = new NoRows();
  private IntConsumer onColumn = column -> {};

  /** An empty grid. */
  public DataGrid() {
    getStyleClass().add("al-grid");
    setFixedCellSize(ROW);
    setRowFactory(view -> new NumberedRow(this, sideways));
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
      cells.clear();
      columns =
          IntStream.range(0, shown.columns().size())
              .mapToObj(i -> column(i, shown.columns().get(i)))
              .toList();
      List<TableColumn<Integer, ?>> all = new ArrayList<>();
      all.add(numberColumn());
      all.addAll(columns);
      List<Runnable> pieces = rowsByFrames();
      pieces.addFirst(
          () -> {
            layOut(HEADS + ROWS_A_FRAME * ROW);
            getColumns().setAll(all);
          });
      if (getSkin() == null) {
        // The frame that first shows the panel around the grid has enough to style.
        pieces.addFirst(() -> {});
        FrameWork.replaceLater(this, pieces);
      } else {
        FrameWork.replace(this, pieces);
      }
    }
    if (!sameColumns || getItems().size() != shown.rowCount()) {
      setItems(new LazyRows(shown.rowCount()));
    }
    if (sameColumns) {
      // The rows are the same numbers as before, so nothing else makes the cells read again. A
      // refresh() would, but by throwing all of them away.
      List.copyOf(cells).forEach(Rereading::reread);
      widenNumbers();
    }
    if (shown.rowCount() > 0) {
      scrollTo(0);
    }
  }

  /** The model in view has more rows, or now has values that it was fetching. */
  public void changed() {
    if (getItems() instanceof LazyRows rows && rows.size() != model.rowCount()) {
      rows.grow(model.rowCount());
      widenNumbers();
    }
    List.copyOf(cells).forEach(Rereading::reread);
  }

  /** New columns mean a new cell in each row for each of them, so the rows come a few a frame. */
  private List<Runnable> rowsByFrames() {
    List<Runnable> pieces = new ArrayList<>();
    for (int rows = 2 * ROWS_A_FRAME; rows < ROWS_BY_FRAMES; rows += ROWS_A_FRAME) {
      double height = HEADS + rows * ROW;
      if (getHeight() > 0 && height > getHeight()) {
        break;
      }
      pieces.add(() -> layOut(height));
    }
    pieces.add(() -> layOut(Double.MAX_VALUE));
    return pieces;
  }

  private void layOut(double height) {
    laidOut = height;
    requestLayout();
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TableViewSkin<>(this) {
      @Override
      protected void layoutChildren(double x, double y, double w, double h) {
        super.layoutChildren(x, y, w, Math.min(h, laidOut));
        sideways.laidOut();
      }
    };
  }

  /** A cell that can read its value again. */
  interface Rereading {
    void reread();
  }

  <C extends TableCell<Integer, Object> & Rereading> C kept(C cell) {
    cells.add(cell);
    return cell;
  }

  /** The model in view. */
  public GridModel model() {
    return model;
  }

  /** Puts a node of 72 px under a column's head; null takes it away. */
  public void profile(int column, @Nullable Node strip) {
    VBox head = (VBox) columns.get(column).getGraphic();
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
    for (int i = 0; i < columns.size(); i++) {
      dress(i, SELECTED_COLUMN, i == column);
    }
  }

  /** Gives a column a style class, or takes it away. */
  public void dress(int column, String styleClass, boolean on) {
    List<String> classes = columns.get(column).getStyleClass();
    if (on && !classes.contains(styleClass)) {
      classes.add(styleClass);
    } else if (!on) {
      classes.remove(styleClass);
    }
  }

  /** Scrolls to the side until a column is in view. */
  public void reveal(int column) {
    sideways.reveal(column + 1);
  }

  /** Whether all rows that have room are there. */
  boolean isLaidOut() {
    return getSkin() != null && laidOut == Double.MAX_VALUE;
  }

  /** What stands in a column's head. */
  public Node head(int column) {
    return columns.get(column).getGraphic();
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
                      .mapToObj(column -> Values.copied(model.copied(row, column)))
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
    return column < 0 ? rowsAsTsv(false) : Values.copied(model.copied(focused.getRow(), column));
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
    column.setCellFactory(made -> kept(new DataGridCell.RowNumber(this)));
    column.setSortable(false);
    column.setReorderable(false);
    column.setPrefWidth(numberWidth());
    return column;
  }

  private void widenNumbers() {
    if (!getColumns().isEmpty()) {
      TableColumn<Integer, ?> numbers = getColumns().getFirst();
      numbers.setPrefWidth(Math.max(numbers.getPrefWidth(), numberWidth()));
    }
  }

  private double numberWidth() {
    return Math.max(40, 16 + 7 * Figures.count(model.highestRowNumber()).length());
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
    column.setCellFactory(made -> kept(new DataGridCell(described.kind(), this, index)));
    column.setSortable(false);
    column.setPrefWidth(width(index, described));
    return column;
  }

  private double width(int index, GridColumn described) {
    int longest = 0;
    for (int row = 0; row < Math.min(ROWS_MEASURED, model.rowCount()); row++) {
      longest = Math.max(longest, model.words(model.value(row, index)).length());
    }
    double head =
        described.name().length() * PER_HEAD_CHARACTER + (described.icon() == null ? 0 : HEAD_ICON);
    int capitals = described.kind() == GridColumn.Kind.TEXT ? Math.min(longest, MOST_CAPITALS) : 0;
    double values = longest * PER_CHARACTER + capitals * (PER_CAPITAL - PER_CHARACTER);
    double least = described.kind() == GridColumn.Kind.NUMBER ? NARROWEST_NUMBER : NARROWEST;
    double width = Math.clamp(17 + Math.max(head, values), least, WIDEST);
    return width == SELF_SIZED ? width + 1 : width;
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
