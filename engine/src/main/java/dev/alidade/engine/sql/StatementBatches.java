package dev.alidade.engine.sql;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.BatchResult.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several statements one after the other, each by itself or all as one transaction. */
final class StatementBatches {
  private final String database;
  private final boolean writable;
  private final AllowedStatements texts;
  private final StatementRunner runner;
  private final ExecutionLog log;

  StatementBatches(
      String database,
      boolean writable,
      AllowedStatements texts,
      StatementRunner runner,
      ExecutionLog log) {
    this.database = database;
    this.writable = writable;
    this.texts = texts;
    this.runner = runner;
    this.log = log;
  }

  /** Runs one statement of a batch. */
  @FunctionalInterface
  interface Execution {
    QueryResult run(SqlStatement statement);
  }

  static BatchResult each(
      List<SqlStatement> statements, BatchOptions options, Progress progress, Execution execution) {
    long start = System.nanoTime();
    List<Entry> entries = new ArrayList<>();
    for (SqlStatement statement : statements) {
      progress.check("a batch after " + entries.size() + " statements");
      progress.report(
          (double) entries.size() / statements.size(),
          "%,d of %,d statements".formatted(entries.size(), statements.size()));
      long begun = System.nanoTime();
      try {
        entries.add(entry(statement, execution.run(statement)));
      } catch (SqlException | InvalidRequest e) {
        entries.add(
            new Entry(statement.sql(), 0, System.nanoTime() - begun, Optional.of(e.sentence())));
        if (options.stopOnError()) {
          break;
        }
      }
    }
    return new BatchResult(entries, System.nanoTime() - start);
  }

  private static Entry entry(SqlStatement statement, QueryResult result) {
    return new Entry(statement.sql(), result.changedRows(), result.nanos(), Optional.empty());
  }

  /**
   * All or nothing.
   *
   * @param statements none of them ends a transaction
   * @throws SqlException where a statement fails or is not let through; nothing is kept then
   */
  BatchResult together(Connection connection, List<SqlStatement> statements) {
    List<StatementText> allowed = statements.stream().map(s -> texts.first(s.sql())).toList();
    long start = System.nanoTime();
    control(connection, writable ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < allowed.size(); i++) {
        SqlParameters parameters = statements.get(i).parameters();
        SqlStatement statement = new SqlStatement(allowed.get(i).sql(), parameters);
        QueryResult result =
            runner.run(
                connection,
                allowed.get(i),
                parameters,
                QueryOptions.defaults().maxRows(),
                Optional.empty(),
                Progress.NONE,
                StepMeter.FOR_QUERIES);
        log.note(
            statement, result.nanos(), result.rows().size(), result.vmSteps(), Optional.empty());
        entries.add(entry(statement, result));
      }
      control(connection, "COMMIT");
      return new BatchResult(entries, System.nanoTime() - start);
    } catch (RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private void control(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw SqlErrors.statement(database, sql, e);
    }
  }

  /** After some errors SQLite has rolled back already; its complaint goes with the cause. */
  private void rollBack(Connection connection, Throwable cause) {
    try {
      control(connection, "ROLLBACK");
    } catch (SqlException e) {
      cause.addSuppressed(e);
    }
  }

  /** Whether a transaction is open: SQLite refuses a second one and changes nothing. */
  static boolean isOpen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("ROLLBACK");
      return false;
    } catch (SQLException e) {
      if (SqlErrors.words(e).contains("within a transaction")) {
        return true;
      }
      throw e;
    }
  }
}
