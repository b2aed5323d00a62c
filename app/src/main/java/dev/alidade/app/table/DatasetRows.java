package dev.alidade.app.table;

import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Int64Column;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data set's rows, or some of them, as a grid shows them. Values are read from linear memory only
 * where they are in view, so the data set must stay open as long as this shows.
 */
public final class DatasetRows implements GridModel {
  private final List<Column> columns;
  private final List<GridColumn> heads;
  private final int rows;
  private final Optional<Int64Column> chosen;

  /** All rows. */
  public DatasetRows(Dataset data) {
    this(data, Optional.empty());
  }

  /**
   * The rows of a data set whose numbers, from 0, stand in {@code chosen}; all where it is empty.
   */
  public DatasetRows(Dataset data, Optional<Int64Column> chosen) {
    this.columns =
        data.columns().stream().filter(c -> !c.field().name().equals(RowNumbers.COLUMN)).toList();
    this.heads = columns.stream().map(c -> GridColumn.of(c.field())).toList();
    this.chosen = chosen;
    this.rows =
        (int)
            Math.min(
                Integer.MAX_VALUE - 8L, chosen.map(Int64Column::rowCount).orElse(data.rowCount()));
  }

  @Override
  public List<GridColumn> columns() {
    return heads;
  }

  @Override
  public int rowCount() {
    return rows;
  }

  @Override
  public @Nullable Object value(int row, int column) {
    return columns.get(column).value(source(row));
  }

  @Override
  public long rowNumber(int row) {
    return source(row) + 1;
  }

  @Override
  public long highestRowNumber() {
    return rows == 0 ? 0 : Math.max(rowNumber(0), rowNumber(rows - 1));
  }

  private long source(int row) {
    return chosen.isPresent() ? chosen.get().get(row) : row;
  }
}
