package dev.alidade.app.table;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column that tells each row's place in its source, so that rows which a step keeps or moves can
 * be followed back.
 */
public final class RowNumbers {
  /** The column's name; a name that no file has. */
  public static final String COLUMN = "\u2063row";

  private RowNumbers() {}

  /**
   * Some columns of a data set and their row numbers, from 0. The caller closes it; the columns are
   * shared.
   */
  public static Dataset with(Dataset source, List<String> columns) {
    Int64ColumnBuilder builder = new Int64ColumnBuilder(COLUMN);
    for (long row = 0; row < source.rowCount(); row++) {
      builder.append(row);
    }
    List<Column> all = new ArrayList<>();
    boolean whole = false;
    try {
      for (String name : columns) {
        all.add(source.column(name).retain());
      }
      all.add(builder.build(source.shard()));
      whole = true;
      return new Dataset(
          source.name(), source.source(), source.rowCount(), all, source.shard(), List.of(), 0);
    } finally {
      if (!whole) {
        all.forEach(Column::close);
      }
    }
  }

  /** The row numbers in a data set, where it has them. */
  public static Optional<Int64Column> of(Dataset dataset) {
    return dataset.columns().stream()
        .filter(column -> column.field().name().equals(COLUMN))
        .filter(Int64Column.class::isInstance)
        .map(Int64Column.class::cast)
        .findFirst();
  }
}
