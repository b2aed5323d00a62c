package dev.alidade.engine.sql;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import dev.alidade.engine.sql.SqlException.StatementFailed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** Runs one statement on a connection and reads its rows. */
final class StatementRunner {
  static final PathChoice PATH = new PathChoice(ExecutionPath.SQLITE, "SQLite runs it");

  private final String database;

  StatementRunner(String database) {
    this.database = database;
  }

  /**
   * @param maxRows rows to read at the most
   * @param granularity see {@link StepMeter}
   * @throws SqlException with SQLite's words; {@link dev.alidade.engine.OperationCancelled} when
   *     stopped. Rows read before an error are dropped.
   */
  QueryResult run(
      Connection connection,
      SqlStatement statement,
      long maxRows,
      Optional<Duration> timeout,
      Progress progress,
      int granularity) {
    long start = System.nanoTime();
    try (StepMeter meter = StepMeter.on(connection, progress, granularity, timeout)) {
      try {
        Rows rows = read(connection, statement, maxRows);
        return new QueryResult(
            rows.columns,
            rows.values,
            rows.truncated,
            rows.changed,
            System.nanoTime() - start,
            meter.steps(),
            false,
            PATH,
            Optional.empty());
      } catch (SQLException e) {
        meter.throwIfStopped();
        progress.check("a query"); // a wait for a lock ends without the meter
        throw located(connection, statement.sql(), e);
      }
    } catch (SQLException e) {
      throw SqlErrors.statement(database, statement.sql(), e);
    }
  }

  private static final class Rows {
    private List<ResultColumn> columns = List.of();
    private List<@Nullable Object[]> values = List.of();
    private boolean truncated;
    private long changed;
  }

  private static Rows read(Connection connection, SqlStatement statement, long maxRows)
      throws SQLException {
    DB db = connection.unwrap(SQLiteConnection.class).getDatabase();
    Rows rows = new Rows();
    long before = db.total_changes();
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
      new ParameterSlots(statement.sql()).bind(prepared, statement.parameters(), false);
      if (prepared.execute()) {
        try (ResultSet result = prepared.getResultSet()) {
          rows.columns = columns(result.getMetaData());
          rows.values = new ArrayList<>();
          rows.truncated = readRows(result, rows.columns.size(), maxRows, rows.values);
        }
      }
    }
    rows.changed = db.total_changes() == before ? 0 : db.changes();
    return rows;
  }

  /** Returns whether there were more rows. */
  private static boolean readRows(
      ResultSet result, int width, long maxRows, List<@Nullable Object[]> into)
      throws SQLException {
    while (result.next()) {
      if (into.size() >= maxRows) {
        return true;
      }
      into.add(row(result, width));
    }
    return false;
  }

  /** The values of the current row; integers as Long. */
  static @Nullable Object[] row(ResultSet result, int width) throws SQLException {
    @Nullable Object[] row = new Object[width];
    for (int i = 0; i < width; i++) {
      Object value = result.getObject(i + 1);
      row[i] = value instanceof Integer number ? (Object) number.longValue() : value;
    }
    return row;
  }

  static List<ResultColumn> columns(ResultSetMetaData meta) throws SQLException {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      // The driver invents a type for expressions; only a column of a table has a declared one.
      boolean ofTable = !meta.getTableName(i).isEmpty();
      columns.add(
          new ResultColumn(meta.getColumnLabel(i), ofTable ? meta.getColumnTypeName(i) : ""));
    }
    return columns;
  }

  /** Turns an error into a sentence and finds the place in the text that it is about. */
  SqlException located(Connection connection, String sql, SQLException e) {
    SqlException failure = SqlErrors.statement(database, sql, e);
    if (!(failure instanceof StatementFailed failed) || !SqlErrors.isAboutText(failed)) {
      return failure;
    }
    return new ErrorPlace(connection, sql)
        .find(SqlErrors.words(e))
        .map(offset -> SqlErrors.at(failed, line(sql, offset), column(sql, offset), offset))
        .map(SqlException.class::cast)
        .orElse(failure);
  }

  private static int line(String sql, int offset) {
    return 1 + (int) sql.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  private static int column(String sql, int offset) {
    return offset - sql.lastIndexOf('\n', offset - 1);
  }
}
