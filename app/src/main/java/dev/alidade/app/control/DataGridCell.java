package dev.alidade.app.control;

import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** A cell of a {@link DataGrid}. */
final class DataGridCell extends TableCell<Integer, Object> implements DataGrid.Rereading {
  private static final String NULL = "al-null";
  private static final String CHANGED = "al-changed";
  private static final String NEW = "al-new";

  private final DataGrid grid;
  private final int column;
  private boolean marked;

  DataGridCell(GridColumn.Kind kind, DataGrid grid, int column) {
    this.grid = grid;
    this.column = column;
    switch (kind) {
      case NUMBER -> {
        getStyleClass().add("al-cell-number");
        addEventHandler(MouseEvent.MOUSE_ENTERED, event -> tellWhole());
      }
      case MONO -> getStyleClass().add("al-cell-mono");
      case TEXT -> {}
    }
  }

  @Override
  protected void updateItem(@Nullable Object item, boolean empty) {
    super.updateItem(item, empty);
    if (marked) {
      marked = false;
      getStyleClass().removeAll(NULL, CHANGED, NEW);
    }
    Integer row = empty || getTableRow() == null ? null : getTableRow().getItem();
    if (row == null) {
      setText(null);
      return;
    }
    setText(grid.model().words(item));
    if (item == null) {
      mark(NULL);
    }
    GridModel.CellMark mark = grid.model().mark(row, column);
    switch (mark) {
      case NONE -> {}
      case CHANGED -> mark(CHANGED);
      case NEW -> mark(NEW);
    }
  }

  @Override
  public void reread() {
    int row = getIndex();
    if (!isEmpty() && row >= 0 && row < grid.model().rowCount()) {
      updateItem(grid.model().value(row, column), false);
    }
  }

  /** Explains a rounded number by all its digits. */
  private void tellWhole() {
    String whole = Values.copied(getItem());
    boolean rounded =
        getItem() instanceof Double && !whole.equals(String.valueOf(getText()).replace(",", ""));
    setTooltip(rounded ? new Tooltip(whole) : null);
  }

  private void mark(String styleClass) {
    marked = true;
    getStyleClass().add(styleClass);
  }

  /** A row's number. */
  static final class RowNumber extends TableCell<Integer, Object> implements DataGrid.Rereading {
    private final DataGrid grid;

    RowNumber(DataGrid grid) {
      this.grid = grid;
      getStyleClass().add("al-row-number");
    }

    @Override
    protected void updateItem(@Nullable Object item, boolean empty) {
      super.updateItem(item, empty);
      setText(item instanceof Long number && !empty ? Figures.count(number) : null);
    }

    @Override
    public void reread() {
      int row = getIndex();
      if (!isEmpty() && row >= 0 && row < grid.model().rowCount()) {
        updateItem(grid.model().rowNumber(row), false);
      }
    }
  }
}
