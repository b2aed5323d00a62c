package dev.alidade.app.control;

import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A cell of a {@link DataGrid}. */
final class DataGridCell extends TableCell<Integer, Object> {
  private static final String NULL = "al-null";
  private static final String CHANGED = "al-changed";
  private static final String NEW = "al-new";

  private final DataGrid grid;
  private final int column;

  DataGridCell(GridColumn.Kind kind, DataGrid grid, int column) {
    this.grid = grid;
    this.column = column;
    switch (kind) {
      case NUMBER -> getStyleClass().add("al-cell-number");
      case MONO -> getStyleClass().add("al-cell-mono");
      case TEXT -> {}
    }
  }

  @Override
  protected void updateItem(@Nullable Object item, boolean empty) {
    super.updateItem(item, empty);
    getStyleClass().removeAll(NULL, CHANGED, NEW);
    Integer row = empty || getTableRow() == null ? null : getTableRow().getItem();
    if (row == null) {
      setText(null);
      return;
    }
    setText(Values.shown(item));
    if (item == null) {
      getStyleClass().add(NULL);
    }
    GridModel.CellMark mark = grid.model().mark(row, column);
    switch (mark) {
      case NONE -> {}
      case CHANGED -> getStyleClass().add(CHANGED);
      case NEW -> getStyleClass().add(NEW);
    }
  }

  /** A row's number. */
  static final class RowNumber extends TableCell<Integer, Object> {
    RowNumber() {
      getStyleClass().add("al-row-number");
    }

    @Override
    protected void updateItem(@Nullable Object item, boolean empty) {
      super.updateItem(item, empty);
      setText(item instanceof Long number && !empty ? Figures.count(number) : null);
    }
  }
}
