package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.PlanComparison.Run;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Runs a query on a copy to see what it costs. Its rows are dropped, its changes rolled back. */
final class TrialRun {
  /** Faster queries run again: their time needs more than one look, their steps a finer count. */
  private static final long REPEATED_BELOW_NANOS = 30_000_000;

  private static final int REPETITIONS = 2;

  private final Connection connection;
  private final SqlStatement query;
  private final Duration limit;
  private final long mostSteps;
  private final Progress progress;

  /**
   * @param limit longest run
   * @param mostSteps VM steps after which the query is stopped
   */
  TrialRun(
      Connection connection,
      SqlStatement query,
      Duration limit,
      long mostSteps,
      Progress progress) {
    this.connection = connection;
    this.query = query;
    this.limit = limit;
    this.mostSteps = mostSteps;
    this.progress = progress;
  }

  Run measured() throws SQLException {
    Run first = once(StepMeter.FOR_QUERIES);
    if (!first.finished() || first.nanos() > REPEATED_BELOW_NANOS) {
      return first;
    }
    long steps = once(StepMeter.FOR_MEASUREMENTS).vmSteps();
    long nanos = first.nanos();
    for (int i = 0; i < REPETITIONS; i++) {
      nanos = Math.min(nanos, once(StepMeter.FOR_QUERIES).nanos());
    }
    return new Run(Math.max(1, steps), nanos, true);
  }

  private Run once(int granularity) throws SQLException {
    TrialCopy.execute(connection, "SAVEPOINT trial");
    try (StepMeter meter = StepMeter.on(connection, progress, granularity, Optional.of(limit))) {
      meter.limitSteps(mostSteps);
      long start = System.nanoTime();
      boolean finished = run(meter);
      return new Run(Math.max(1, meter.steps()), System.nanoTime() - start, finished);
    } finally {
      TrialCopy.execute(connection, "ROLLBACK TO trial");
      TrialCopy.execute(connection, "RELEASE trial");
    }
  }

  private boolean run(StepMeter meter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
      new ParameterSlots(query.sql()).bind(statement, query.parameters(), false);
      if (statement.execute()) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            // The rows themselves are of no interest.
          }
        }
      }
      return true;
    } catch (SQLException e) {
      if (meter.reachedLimit()) {
        return false;
      }
      meter.throwIfStopped();
      throw e;
    }
  }
}
