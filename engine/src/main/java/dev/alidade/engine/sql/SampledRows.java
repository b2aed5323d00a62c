package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows of a table that stand for all of them: evenly spread over the row ids. */
final class SampledRows {
  /** Enough for the number of different values within a few percent, in a few milliseconds. */
  static final int MOST = 20_000;

  private SampledRows() {}

  /**
   * A query for expressions over the sample.
   *
   * @param schema {@code main} or the name of an attached database
   * @param table the table's own name
   * @param rows its rows, or an estimate of them
   */
  static String sql(
      Connection connection, String schema, String table, String expressions, long rows)
      throws SQLException {
    String source = schema + "." + SqlText.quoteName(table);
    if (rows <= MOST) {
      return "SELECT " + expressions + " FROM " + source;
    }
    if (withoutRowid(connection, schema, table)) {
      return "SELECT %s FROM (SELECT *, row_number() OVER () AS \"alidade row\" FROM %s) WHERE"
              .formatted(expressions, source)
          + " \"alidade row\" % "
          + (rows + MOST - 1) / MOST
          + " = 0";
    }
    long[] ids = idRange(connection, source);
    double step = Math.max(1.0, ((double) ids[1] - ids[0]) / MOST);
    return "WITH RECURSIVE \"alidade ids\"(\"alidade id\") AS (SELECT 0 UNION ALL SELECT"
        + " \"alidade id\" + 1 FROM \"alidade ids\" WHERE \"alidade id\" < "
        + (MOST - 1)
        + "), \"alidade picks\"(\"alidade pick\") AS (SELECT DISTINCT (SELECT min(rowid) FROM "
        + source
        + " WHERE rowid >= CAST(%d + \"alidade id\" * %s AS INTEGER)) FROM \"alidade ids\")"
            .formatted(ids[0], step)
        + " SELECT "
        + expressions
        + " FROM \"alidade picks\" CROSS JOIN "
        + source
        + " ON rowid = \"alidade pick\"";
  }

  private static boolean withoutRowid(Connection connection, String schema, String table)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT wr FROM pragma_table_list(?) WHERE schema = '" + schema + "'")) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private static long[] idRange(Connection connection, String source) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT (SELECT min(rowid) FROM %s), (SELECT max(rowid) FROM %s)"
                    .formatted(source, source))) {
      rows.next();
      return new long[] {rows.getLong(1), rows.getLong(2)};
    }
  }
}
