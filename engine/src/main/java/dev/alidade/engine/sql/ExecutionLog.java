package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.telemetry.EngineEvent.PlanChanged;
import dev.alidade.engine.telemetry.EngineEvent.SlowQuerySeen;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells telemetry and history of every execution on one database. Thread-safe. */
final class ExecutionLog {
  /** A query slower than this becomes an event: a person notices a tenth of a second. */
  static final Duration SLOW_QUERY = Duration.ofMillis(100);

  private final String name;
  private final String key;
  private final Telemetry telemetry;
  private final Clock clock;
  private final QueryHistory history;

  /** The last plan of each shape, by fingerprint; filled from the history at its first use. */
  private final Map<String, String> lastPlans = new ConcurrentHashMap<>();

  /**
   * @param key what tells the database apart in the history
   */
  ExecutionLog(String name, String key, Telemetry telemetry, Clock clock, QueryHistory history) {
    this.name = name;
    this.key = key;
    this.telemetry = telemetry;
    this.clock = clock;
    this.history = history;
  }

  void note(
      SqlStatement statement, long nanos, long rows, long vmSteps, Optional<String> planHash) {
    telemetry.record(
        new OperationSample("sql.query", StatementRunner.PATH, nanos, 0, rows, 0, false, false));
    history.note(
        new QueryHistory.Execution(
            key, statement, clock.instant(), nanos, rows, vmSteps, planHash, Optional.empty()));
    if (nanos > SLOW_QUERY.toNanos()) {
      telemetry.publish(
          new SlowQuerySeen(clock.instant(), "sql." + name, statement.sql(), nanos, vmSteps));
    }
  }

  /** A cancel is no failure: the caller wanted it. */
  void noteFailure(SqlStatement statement, long nanos, EngineException e) {
    if (e instanceof OperationCancelled) {
      return;
    }
    boolean failed = telemetry.failed("sql.query", e);
    telemetry.record(
        new OperationSample("sql.query", StatementRunner.PATH, nanos, 0, 0, 0, failed, false));
    history.note(
        new QueryHistory.Execution(
            key,
            statement,
            clock.instant(),
            nanos,
            0,
            0,
            Optional.empty(),
            Optional.of(e.sentence())));
  }

  /** Called where a plan was asked for; publishes an event where it is another one than before. */
  void planned(String sql, String hash) {
    String shape = SqlText.fingerprint(sql);
    String before =
        lastPlans.computeIfAbsent(shape, s -> history.written().lastPlan(key, s).orElse(hash));
    if (!before.equals(hash)) {
      lastPlans.put(shape, hash);
      telemetry.publish(new PlanChanged(clock.instant(), "sql." + name, sql, before, hash));
    }
  }
}
