package dev.alidade.app.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.CursorOptions;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.QueryResult;
import dev.alidade.engine.sql.SqlStatement;
import dev.alidade.engine.sql.SqliteDatabase;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs one statement in the background. What only reads is read by a cursor and is shown from its
 * first row on; anything else runs to its end.
 */
final class StatementRun {
  /**
   * Rows that are read without being asked for: most results are whole within a blink, and the file
   * is free for others again.
   */
  static final long READ_AHEAD = 100_000;

  /** A window's worth of rows; waiting a frame or two for them spares the grid a second layout. */
  private static final int SCREENFUL = 64;

  private static final Duration FOR_A_SCREENFUL = Duration.ofMillis(20);
  private static final Duration FOR_A_ROW = Duration.ofMillis(50);

  private StatementRun() {}

  /**
   * @throws dev.alidade.engine.sql.SqlException when it fails before its first row
   */
  static Outcome of(SqliteDatabase database, SqlStatement statement, Progress progress) {
    if (!SqlTokens.onlyReads(statement.sql())) {
      QueryResult result =
          database.executeQuery(
              statement.sql(),
              statement.parameters(),
              new QueryOptions(false, true, READ_AHEAD, Optional.empty()),
              progress);
      return new Outcome(statement, result.plan(), new FinishedRows(result), result.changedRows());
    }
    QueryPlan plan = database.queryPlan(statement.sql(), statement.parameters());
    return new Outcome(statement, Optional.of(plan), rows(database, statement, progress), 0);
  }

  /** A cursor that has its first row, or none to come. */
  static QueryCursor rows(SqliteDatabase database, SqlStatement statement, Progress progress) {
    QueryCursor cursor =
        database.openCursor(
            statement.sql(), statement.parameters(), new CursorOptions(Long.MAX_VALUE, READ_AHEAD));
    try {
      while (!cursor.await(1, FOR_A_ROW) && !cursor.complete()) {
        progress.check("a query");
      }
      cursor.await(SCREENFUL, FOR_A_SCREENFUL);
      progress.check("a query");
    } catch (OperationCancelled e) {
      cursor.close();
      throw e;
    }
    Optional<EngineException> failure = cursor.failure();
    if (failure.isPresent() && cursor.available() == 0) {
      cursor.close();
      throw failure.get();
    }
    return cursor;
  }
}
