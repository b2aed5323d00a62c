package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.BatchResult.Entry;
import dev.alidade.engine.telemetry.EngineEvent.SlowQuerySeen;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database over a {@link Session}: every statement passes here. */
final class JdbcSqliteDatabase implements SqliteDatabase {
  /** A query slower than this becomes an event: a person notices a tenth of a second. */
  static final Duration SLOW_QUERY = Duration.ofMillis(100);

  private final String name;

  /** What tells this database apart in the history. */
  private final String key;

  private final boolean writable;
  private final Session session;
  private final Telemetry telemetry;
  private final Clock clock;
  private final QueryHistory history;
  private final Runnable onClose;
  private final StatementRules rules;
  private final StatementRunner runner;
  private final ResultCache cache = new ResultCache();
  private final TableFacts facts = new TableFacts();

  JdbcSqliteDatabase(
      String name,
      String key,
      boolean writable,
      Session session,
      Telemetry telemetry,
      Clock clock,
      QueryHistory history,
      Runnable onClose) {
    this.name = name;
    this.key = key;
    this.writable = writable;
    this.session = session;
    this.telemetry = telemetry;
    this.clock = clock;
    this.history = history;
    this.onClose = onClose;
    this.rules = new StatementRules(writable, session.file().isEmpty());
    this.runner = new StatementRunner(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public QueryResult executeQuery(
      String sql, SqlParameters parameters, QueryOptions options, Progress progress) {
    if (options.maxRows() < 0) {
      throw new InvalidRequest(
          "A query cannot read " + options.maxRows() + " rows at the most.", "Give 0 or more.");
    }
    progress.check("a query");
    long start = System.nanoTime();
    try {
      SqlStatement statement = new SqlStatement(rules.firstAllowed(sql), parameters);
      QueryResult result = session.use(progress, c -> cachedOrRun(c, statement, options, progress));
      note(statement.sql(), result);
      return result;
    } catch (EngineException e) {
      noteFailure(sql, System.nanoTime() - start, e);
      throw e;
    }
  }

  private QueryResult cachedOrRun(
      Connection connection, SqlStatement statement, QueryOptions options, Progress progress)
      throws SQLException {
    if (!options.useCache()) {
      return planned(connection, statement, options, progress);
    }
    long start = System.nanoTime();
    var cacheKey = ResultCache.Key.of(statement.sql(), statement.parameters(), options);
    var before = ResultCache.Stamp.of(connection);
    Optional<QueryResult> known = cache.find(cacheKey, before);
    if (known.isPresent()) {
      QueryResult r = known.get();
      return new QueryResult(
          r.columns(),
          r.rows(),
          r.truncated(),
          0,
          System.nanoTime() - start,
          0,
          true,
          r.path(),
          r.plan());
    }
    QueryResult result = planned(connection, statement, options, progress);
    cache.keep(cacheKey, before, ResultCache.Stamp.of(connection), result);
    return result;
  }

  private QueryResult planned(
      Connection connection, SqlStatement statement, QueryOptions options, Progress progress)
      throws SQLException {
    QueryResult r =
        runner.run(
            connection,
            statement,
            options.maxRows(),
            options.timeout(),
            progress,
            StepMeter.FOR_QUERIES);
    if (!options.explain()) {
      return r;
    }
    Optional<QueryPlan> plan = Optional.of(plan(connection, statement));
    return new QueryResult(
        r.columns(),
        r.rows(),
        r.truncated(),
        r.changedRows(),
        r.nanos(),
        r.vmSteps(),
        r.fromCache(),
        r.path(),
        plan);
  }

  private void note(String sql, QueryResult result) {
    telemetry.record(
        new OperationSample(
            "sql.query",
            StatementRunner.PATH,
            result.nanos(),
            0,
            result.rows().size(),
            0,
            false,
            false));
    history.note(
        new QueryHistory.Execution(
            key,
            sql,
            clock.instant(),
            result.nanos(),
            result.rows().size(),
            result.vmSteps(),
            Optional.empty()));
    if (result.nanos() > SLOW_QUERY.toNanos()) {
      telemetry.publish(
          new SlowQuerySeen(clock.instant(), "sql." + name, sql, result.nanos(), result.vmSteps()));
    }
  }

  /** A cancel is no failure: the caller wanted it. */
  private void noteFailure(String sql, long nanos, EngineException e) {
    if (e instanceof OperationCancelled) {
      return;
    }
    telemetry.record(
        new OperationSample("sql.query", StatementRunner.PATH, nanos, 0, 0, 0, true, false));
    history.note(
        new QueryHistory.Execution(
            key, sql, clock.instant(), nanos, 0, 0, Optional.of(e.sentence())));
  }

  @Override
  public BatchResult executeBatch(
      List<SqlStatement> statements, BatchOptions options, Progress progress) {
    long start = System.nanoTime();
    List<Entry> entries = new ArrayList<>();
    for (SqlStatement statement : statements) {
      progress.check("a batch after " + entries.size() + " statements");
      progress.report(
          (double) entries.size() / statements.size(),
          "%,d of %,d statements".formatted(entries.size(), statements.size()));
      long begun = System.nanoTime();
      try {
        QueryResult result =
            executeQuery(
                statement.sql(), statement.parameters(), QueryOptions.defaults(), progress);
        entries.add(entry(statement, result));
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

  @Override
  public BatchResult executeTransaction(List<SqlStatement> statements) {
    long start = System.nanoTime();
    List<SqlStatement> allowed = new ArrayList<>();
    for (SqlStatement statement : statements) {
      StatementRules.refuseTransactionControl(statement.sql());
      allowed.add(new SqlStatement(rules.firstAllowed(statement.sql()), statement.parameters()));
    }
    return session.use(
        Progress.NONE,
        connection -> {
          control(connection, writable ? "BEGIN IMMEDIATE" : "BEGIN");
          try {
            List<Entry> entries = new ArrayList<>();
            for (SqlStatement statement : allowed) {
              entries.add(entry(statement, inTransaction(connection, statement)));
            }
            control(connection, "COMMIT");
            return new BatchResult(entries, System.nanoTime() - start);
          } catch (RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
          }
        });
  }

  private QueryResult inTransaction(Connection connection, SqlStatement statement) {
    QueryResult result =
        runner.run(
            connection,
            statement,
            QueryOptions.defaults().maxRows(),
            Optional.empty(),
            Progress.NONE,
            StepMeter.FOR_QUERIES);
    note(statement.sql(), result);
    return result;
  }

  private void control(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw SqlErrors.statement(name, sql, e);
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

  private static Entry entry(SqlStatement statement, QueryResult result) {
    return new Entry(statement.sql(), result.changedRows(), result.nanos(), Optional.empty());
  }

  @Override
  public QueryPlan queryPlan(String sql, SqlParameters parameters) {
    SqlStatement statement = new SqlStatement(rules.firstAllowed(sql), parameters);
    return session.use(Progress.NONE, connection -> plan(connection, statement));
  }

  private QueryPlan plan(Connection connection, SqlStatement statement) throws SQLException {
    try {
      return new PlanReader(connection, facts).read(statement);
    } catch (SQLException e) {
      throw runner.located(connection, statement.sql(), e);
    }
  }

  @Override
  public QueryAnalysis analyzeQuery(String sql, SqlParameters parameters, Progress progress) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String[]> bytecode(String sql, SqlParameters parameters) {
    SqlStatement statement = new SqlStatement(rules.firstAllowed(sql), parameters);
    return session.use(
        Progress.NONE,
        connection -> {
          try {
            return Explain.bytecode(connection, statement);
          } catch (SQLException e) {
            throw runner.located(connection, statement.sql(), e);
          }
        });
  }

  @Override
  public DatabaseSchema schema() {
    return session.use(
        Progress.NONE, connection -> new SchemaReader(connection, facts).read(session.file()));
  }

  @Override
  public List<HistoryEntry> history() {
    return history.of(key);
  }

  @Override
  public List<String> parametersOf(String sql) {
    List<String> statements = SqlText.split(sql);
    return statements.isEmpty() ? List.of() : new ParameterSlots(statements.getFirst()).names();
  }

  @Override
  public void close() {
    session.close();
    onClose.run();
  }
}
