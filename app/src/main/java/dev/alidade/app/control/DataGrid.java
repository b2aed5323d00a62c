package dev.alidade.app.control;

import dev.alidade.app.format.Values;
import dev.alidade.app.fx.FrameWork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
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
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A table over a {@link GridModel} of any length: rows of 24 px, numbers at the right in the mono
 * face, missing values in italics, type icons in the heads. Ctrl+C copies the focused cell, or all
 * selected rows as tab-separated values. Row numbers stay in view when it is scrolled to the side.
 * A node such as a histogram may stand under each head. JavaFX thread.
 */
public final class DataGrid extends TableView<Integer> {
  /** Every column has a head that is laid out with all others, whether it is in view or not. */
  private static final int MOST_COLUMNS = 100;

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
  private final GridColumns columnMaker = new GridColumns(this);
  private GridModel model = new NoRows();
  private IntConsumer onColumn = column -> {};
  private Runnable onWindow = () -> {};

  /** The first column of the model that is shown. */
  private int first;

  private int selected = -1;

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
      selected = -1;
      showColumnsFrom(0);
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

  private void showColumnsFrom(int column) {
    cells.clear();
    first = column;
    List<TableColumn<Integer, ?>> all = windowOfColumns();
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

  private List<TableColumn<Integer, ?>> windowOfColumns() {
    int all = model.columns().size();
    int end = Math.min(all, first + MOST_COLUMNS);
    columns =
        IntStream.range(first, end)
            .mapToObj(
                i ->
                    columnMaker.column(
                        i, model.columns().get(i), column -> onColumn.accept(column)))
            .toList();
    List<TableColumn<Integer, ?>> window = new ArrayList<>();
    window.add(columnMaker.numbers());
    if (first > 0) {
      int before = Math.max(0, first - MOST_COLUMNS);
      window.add(
          columnMaker.others(
              "‹ " + words(before, first), "columns-before", () -> moveTo(before, first - 1)));
    }
    window.addAll(columns);
    if (end < all) {
      int next = Math.min(all, end + MOST_COLUMNS);
      window.add(
          columnMaker.others(words(end, next) + " ›", "columns-after", () -> moveTo(end, end)));
    }
    return window;
  }

  private String words(int from, int to) {
    return "Columns %,d–%,d of %,d".formatted(from + 1, to, model.columns().size());
  }

  /**
   * @param column is brought into view
   */
  private void moveTo(int from, int column) {
    showColumnsFrom(from);
    selectColumn(selected);
    shown(column).ifPresent(to -> sideways.reveal(getColumns().indexOf(to)));
    // What others put under the heads comes a head a frame: the column is in view before.
    onWindow.run();
  }

  private Optional<TableColumn<Integer, Object>> shown(int column) {
    return column >= first && column < first + columns.size()
        ? Optional.of(columns.get(column - first))
        : Optional.empty();
  }

  /**
   * The columns of the model that the grid has now, at most 100: each has a head, and those of a
   * table with thousands would keep the window from answering. The others are reached from the last
   * and the first of them.
   */
  public IntStream shownColumns() {
    return IntStream.range(first, first + columns.size());
  }

  /** Called when {@link #shownColumns} are others of the same model. */
  public void setOnWindow(Runnable handler) {
    onWindow = handler;
  }

  /** The column of the model that has the focus; −1 where none has. */
  public int focusedColumn() {
    int place = columns.indexOf(getFocusModel().getFocusedCell().getTableColumn());
    return place < 0 ? -1 : first + place;
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

  /** Puts a node of 72 px under the head of a column that is shown; null takes it away. */
  public void profile(int column, @Nullable Node strip) {
    VBox head = (VBox) head(column);
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
    selected = column;
    shownColumns().forEach(i -> dress(i, SELECTED_COLUMN, i == column));
  }

  /** Gives a column that is shown a style class, or takes it away. */
  public void dress(int column, String styleClass, boolean on) {
    List<String> classes = columns.get(column - first).getStyleClass();
    if (on && !classes.contains(styleClass)) {
      classes.add(styleClass);
    } else if (!on) {
      classes.remove(styleClass);
    }
  }

  /** Scrolls to the side until a column is in view, among others where it is not shown yet. */
  public void reveal(int column) {
    if (column < 0 || column >= model.columns().size()) {
      return;
    }
    shown(column)
        .ifPresentOrElse(
            to -> sideways.reveal(getColumns().indexOf(to)),
            () -> moveTo(column / MOST_COLUMNS * MOST_COLUMNS, column));
  }

  /** Whether all rows that have room are there. */
  boolean isLaidOut() {
    return getSkin() != null && laidOut == Double.MAX_VALUE;
  }

  /** What stands in the head of a column that is shown. */
  public Node head(int column) {
    return columns.get(column - first).getGraphic();
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
    int column = focusedColumn();
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

  private void widenNumbers() {
    if (!getColumns().isEmpty()) {
      TableColumn<Integer, ?> numbers = getColumns().getFirst();
      numbers.setPrefWidth(Math.max(numbers.getPrefWidth(), columnMaker.numberWidth()));
    }
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
