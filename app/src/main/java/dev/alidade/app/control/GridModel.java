package dev.alidade.app.control;

import dev.alidade.app.format.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DataGrid} shows: values by row and column, asked for only where they are in view.
 * Reads must be quick and are made on the JavaFX thread.
 */
public interface GridModel {
  /** The columns from left to right. */
  List<GridColumn> columns();

  /** Rows; may be millions. */
  int rowCount();

  /** A value; null where it is missing. */
  @Nullable Object value(int row, int column);

  /** The value to copy, also where {@link #value} has only a sign that it is being fetched. */
  default @Nullable Object copied(int row, int column) {
    return value(row, column);
  }

  /** A value in words, as its cell shows it. */
  default String words(@Nullable Object value) {
    return Values.shown(value);
  }

  /** The number that stands before a row, from 1. */
  default long rowNumber(int row) {
    return row + 1L;
  }

  /** The highest of the row numbers, for the room that they need. */
  default long highestRowNumber() {
    return rowCount();
  }

  /** Whether a cell is marked. */
  default CellMark mark(int row, int column) {
    return CellMark.NONE;
  }

  /** How a cell differs from what it was. */
  enum CellMark {
    NONE,
    CHANGED,
    NEW
  }
}
