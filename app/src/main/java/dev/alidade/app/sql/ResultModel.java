package dev.alidade.app.sql;

import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.engine.sql.QueryResult;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A query's rows for the grid. */
final class ResultModel implements GridModel {
  private static final int ROWS_LOOKED_AT = 50;

  private final QueryResult result;
  private final List<GridColumn> columns;

  ResultModel(QueryResult result) {
    this.result = result;
    this.columns = IntStream.range(0, result.columns().size()).mapToObj(this::column).toList();
  }

  @Override
  public List<GridColumn> columns() {
    return columns;
  }

  @Override
  public int rowCount() {
    return result.rows().size();
  }

  @Override
  public @Nullable Object value(int row, int column) {
    return result.rows().get(row)[column];
  }

  /** SQLite types values, not columns: a column whose first values are numbers stands right. */
  private GridColumn column(int index) {
    boolean number = false;
    for (int row = 0; row < Math.min(ROWS_LOOKED_AT, rowCount()); row++) {
      Object value = value(row, index);
      if (value instanceof Number) {
        number = true;
      } else if (value != null) {
        return new GridColumn(name(index), null, GridColumn.Kind.TEXT);
      }
    }
    return new GridColumn(
        name(index), null, number ? GridColumn.Kind.NUMBER : GridColumn.Kind.TEXT);
  }

  private String name(int index) {
    return result.columns().get(index).name();
  }
}
