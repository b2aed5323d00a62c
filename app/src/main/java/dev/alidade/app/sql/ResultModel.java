package dev.alidade.app.sql;

import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.engine.sql.QueryCursor;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A query's rows for the grid, as many as have been read so far. */
final class ResultModel implements GridModel {
  /** What stands in a cell whose row is being fetched. */
  static final String FETCHING = "…";

  private final QueryCursor cursor;
  private final ResultPages pages;
  private final List<GridColumn> columns;
  private final LongConsumer onLooked;
  private int rows;

  /**
   * @param sample the first rows
   * @param onLooked told the number of each row that is shown
   */
  ResultModel(
      QueryCursor cursor,
      List<@Nullable Object[]> sample,
      ResultPages pages,
      LongConsumer onLooked) {
    this.cursor = cursor;
    this.pages = pages;
    this.onLooked = onLooked;
    this.columns =
        IntStream.range(0, cursor.columns().size())
            .mapToObj(index -> column(index, sample))
            .toList();
    grow();
  }

  /** Takes the rows that have been read since. */
  void grow() {
    rows = (int) Math.min(Integer.MAX_VALUE, cursor.available());
  }

  @Override
  public List<GridColumn> columns() {
    return columns;
  }

  @Override
  public int rowCount() {
    return rows;
  }

  @Override
  public @Nullable Object value(int row, int column) {
    onLooked.accept(row);
    @Nullable Object[] values = pages.row(row);
    return values == null ? FETCHING : values[column];
  }

  @Override
  public @Nullable Object copied(int row, int column) {
    @Nullable Object[] values = pages.rowNow(row);
    return values == null ? null : values[column];
  }

  /** SQLite types values, not columns: a column whose first values are numbers stands right. */
  private GridColumn column(int index, List<@Nullable Object[]> sample) {
    String name = cursor.columns().get(index).name();
    boolean number = false;
    for (@Nullable Object[] row : sample) {
      Object value = row[index];
      if (value instanceof Number) {
        number = true;
      } else if (value != null) {
        return new GridColumn(name, null, GridColumn.Kind.TEXT);
      }
    }
    return new GridColumn(name, null, number ? GridColumn.Kind.NUMBER : GridColumn.Kind.TEXT);
  }
}
