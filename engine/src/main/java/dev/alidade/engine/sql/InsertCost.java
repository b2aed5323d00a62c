package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What one inserted row of a table costs: rows are taken out of a copy and put back. */
final class InsertCost {
  private static final int ROWS = 500;
  private static final int ROUNDS = 3;

  private final Connection connection;
  private final String table;
  private final String columns;

  InsertCost(Connection connection, String table) throws SQLException {
    this.connection = connection;
    this.table = "main." + SqlText.quoteName(table);
    List<String> names = new TableColumns(connection).of(table).stored();
    this.columns = String.join(", ", names.stream().map(SqlText::quoteName).toList());
  }

  /** Nanoseconds for a row: the least of a few rounds. 0 for an empty table. */
  long nanos() throws SQLException {
    TrialCopy.execute(connection, "SAVEPOINT inserts");
    try {
      TrialCopy.execute(
          connection,
          "CREATE TEMP TABLE moved AS SELECT rowid AS \"alidade id\", %s FROM %s LIMIT %d"
              .formatted(columns, table, ROWS));
      long rows = TrialCopy.number(connection, "SELECT count(*) FROM temp.moved");
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && rows > 0; round++) {
        least = Math.min(least, round());
      }
      return rows == 0 ? 0 : least / rows;
    } finally {
      TrialCopy.execute(connection, "ROLLBACK TO inserts");
      TrialCopy.execute(connection, "RELEASE inserts");
    }
  }

  private long round() throws SQLException {
    TrialCopy.execute(connection, "SAVEPOINT round");
    try {
      TrialCopy.execute(
          connection,
          "DELETE FROM " + table + " WHERE rowid IN (SELECT \"alidade id\" FROM temp.moved)");
      long start = System.nanoTime();
      TrialCopy.execute(
          connection,
          "INSERT INTO %s (%s) SELECT %s FROM temp.moved".formatted(table, columns, columns));
      return System.nanoTime() - start;
    } finally {
      TrialCopy.execute(connection, "ROLLBACK TO round");
      TrialCopy.execute(connection, "RELEASE round");
    }
  }
}
