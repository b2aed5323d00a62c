package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryResult.ResultColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * Reads the current row of a statement from SQLite itself. The driver's result set takes a lock for
 * each value and boxes integers twice; this takes one a row.
 */
final class ColumnReader {
  /** Fundamental types of SQLite (c3ref/c_blob.html); 5 is NULL. */
  private static final int INTEGER = 1;

  private static final int FLOAT = 2;
  private static final int TEXT = 3;
  private static final int BLOB = 4;

  private final SafeStmtPtr pointer;
  private final int width;

  /**
   * @param statement of the SQLite driver
   */
  ColumnReader(PreparedStatement statement) throws SQLException {
    pointer = ((CoreStatement) statement).pointer;
    width = pointer.safeRunInt(DB::column_count);
  }

  /** Names, and the types that tables declare: an expression has none. */
  List<ResultColumn> columns() throws SQLException {
    return pointer.<List<ResultColumn>, SQLException>safeRun(
        (db, statement) -> {
          List<ResultColumn> columns = new ArrayList<>(width);
          for (int i = 0; i < width; i++) {
            String declared = db.column_decltype(statement, i);
            columns.add(
                new ResultColumn(db.column_name(statement, i), declared == null ? "" : declared));
          }
          return columns;
        });
  }

  /** The values of the row that the statement stands at. */
  @Nullable Object[] row() throws SQLException {
    return pointer.<@Nullable Object[], SQLException>safeRun(
        (db, statement) -> {
          @Nullable Object[] row = new Object[width];
          for (int i = 0; i < width; i++) {
            row[i] = value(db, statement, i);
          }
          return row;
        });
  }

  private static @Nullable Object value(DB db, long statement, int column) throws SQLException {
    return switch (db.column_type(statement, column)) {
      case INTEGER -> db.column_long(statement, column);
      case FLOAT -> db.column_double(statement, column);
      case TEXT -> db.column_text(statement, column);
      case BLOB -> bytes(db.column_blob(statement, column));
      default -> null;
    };
  }

  /** The driver gives null for a BLOB without bytes. */
  private static byte[] bytes(byte @Nullable [] blob) {
    return blob == null ? new byte[0] : blob;
  }
}
