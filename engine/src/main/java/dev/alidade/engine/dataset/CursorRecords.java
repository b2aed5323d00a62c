package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query that are read again from its cursor each time. A text stays a text, also where it
 * reads like a time.
 */
final class CursorRecords implements Records<@Nullable Object[]> {
  private final QueryCursor cursor;
  private final Progress progress;
  private final List<String> names;
  private final boolean[] vectors;
  private long position;

  CursorRecords(QueryCursor cursor, Progress progress) {
    this.cursor = cursor;
    this.progress = progress;
    UniqueNames unique = new UniqueNames();
    List<ResultColumn> columns = cursor.columns();
    vectors = new boolean[columns.size()];
    for (int i = 0; i < vectors.length; i++) {
      unique.add(columns.get(i).name());
      vectors[i] = isVector(columns.get(i).declaredType());
    }
    names = unique.list();
  }

  private static boolean isVector(String declaredType) {
    String declared = declaredType.toUpperCase(Locale.ROOT);
    return declared.startsWith("VECTOR") || declared.startsWith("F32_BLOB");
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public void read(Visitor<@Nullable Object[]> visitor) {
    position = 0;
    // Who visits tells how far it is, once a few thousand rows.
    cursor.forEach(row -> visitor.record(cells(row), ++position), stopping());
  }

  private @Nullable Object[] cells(@Nullable Object[] row) {
    @Nullable Object[] cells = new Object[row.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = SqliteRecords.cell(row[i], false, vectors[i]);
    }
    return cells;
  }

  private Progress stopping() {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {}

      @Override
      public boolean cancelled() {
        return progress.cancelled();
      }
    };
  }

  @Override
  public double fraction() {
    long rows = cursor.available();
    return !cursor.complete() ? -1 : rows == 0 ? 1 : Math.min(1, position / (double) rows);
  }
}
