package dev.alidade.engine.sql;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import dev.alidade.engine.sql.SqlException.StatementFailed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** Runs one statement on a connection and reads its rows. Used by one thread at a time. */
final class StatementRunner {
  static final PathChoice PATH = new PathChoice(ExecutionPath.SQLITE, "SQLite runs it");

  private final String database;
  private final boolean keeps;
  private final KeptStatements kept = new KeptStatements();

  /**
   * @param keeps whether the connection is the database's own, so that statements may stay prepared
   *     on it
   */
  StatementRunner(String database, boolean keeps) {
    this.database = database;
    this.keeps = keeps;
  }

  /**
   * @param maxRows rows to read at the most
   * @param granularity see {@link StepMeter}
   * @throws SqlException with SQLite's words; {@link dev.alidade.engine.OperationCancelled} when
   *     stopped. Rows read before an error are dropped.
   */
  QueryResult run(
      Connection connection,
      StatementText text,
      SqlParameters parameters,
      long maxRows,
      Optional<Duration> timeout,
      Progress progress,
      int granularity) {
    long start = System.nanoTime();
    try (StepMeter meter = StepMeter.on(connection, progress, granularity, timeout)) {
      try {
        Rows rows = read(connection, text, parameters, maxRows);
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
        throw located(connection, text.sql(), e);
      }
    } catch (SQLException e) {
      throw SqlErrors.statement(database, text.sql(), e);
    }
  }

  /** Closes the statements that are kept prepared. */
  void dropStatements() throws SQLException {
    kept.clear();
  }

  private static final class Rows {
    private List<ResultColumn> columns = List.of();
    private List<@Nullable Object[]> values = List.of();
    private boolean truncated;
    private long changed;
  }

  private Rows read(
      Connection connection, StatementText text, SqlParameters parameters, long maxRows)
      throws SQLException {
    DB db = connection.unwrap(SQLiteConnection.class).getDatabase();
    Rows rows = new Rows();
    long before = db.total_changes();
    boolean keep = keeps && text.onlyReads();
    PreparedStatement prepared =
        keep ? kept.take(connection, text) : connection.prepareStatement(text.sql());
    try {
      text.slots().bind(prepared, parameters, false);
      if (prepared.execute()) {
        try (ResultSet result = prepared.getResultSet()) {
          ColumnReader reader = new ColumnReader(prepared);
          rows.columns = reader.columns();
          rows.values = new ArrayList<>();
          rows.truncated = readRows(result, reader, maxRows, rows.values);
        }
      }
    } catch (SQLException | RuntimeException | Error e) {
      closeAfter(prepared, e);
      throw e;
    }
    if (keep) {
      kept.giveBack(text, prepared);
    } else {
      prepared.close();
    }
    rows.changed = db.total_changes() == before ? 0 : db.changes();
    return rows;
  }

  /** Closing a statement that failed tells of the failure once more. */
  private static void closeAfter(PreparedStatement statement, Throwable cause) {
    try {
      statement.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Returns whether there were more rows. */
  private static boolean readRows(
      ResultSet result, ColumnReader reader, long maxRows, List<@Nullable Object[]> into)
      throws SQLException {
    while (result.next()) {
      if (into.size() >= maxRows) {
        return true;
      }
      into.add(reader.row());
    }
    return false;
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
