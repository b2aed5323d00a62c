package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import dev.alidade.engine.telemetry.Telemetry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A database over a {@link Session}: every statement passes here. */
final class JdbcSqliteDatabase implements SqliteDatabase {
  private final String name;

  /** What tells this database apart in the history. */
  private final String key;

  private final boolean writable;
  private final Session session;
  private final QueryHistory history;
  private final Runnable onClose;
  private final StatementRules rules;
  private final StatementRunner runner;
  private final ExecutionLog log;
  private final StatementBatches batches;
  private final QueryAdvice advice;
  private final ResultCache cache = new ResultCache();
  private final TableFacts facts = new TableFacts();
  private final PlanHashes planHashes = new PlanHashes();
  private volatile boolean inTransaction;

  JdbcSqliteDatabase(
      String name,
      String key,
      OpenOptions options,
      Session session,
      Telemetry telemetry,
      Clock clock,
      QueryHistory history,
      Runnable onClose) {
    this.name = name;
    this.key = key;
    this.writable = options.writable();
    this.session = session;
    this.history = history;
    this.onClose = onClose;
    this.rules = new StatementRules(writable, session.file().isEmpty(), options.attach());
    this.runner = new StatementRunner(name);
    this.log = new ExecutionLog(name, key, telemetry, clock, history);
    this.batches = new StatementBatches(name, writable, runner, log);
    this.advice = new QueryAdvice(name, session, facts, runner, TrialCopy.LARGEST_BYTES);
  }

  /** Forgets cached results and gives back the page cache. Waits for the connection. */
  void dropCaches() {
    session.use(
        Progress.NONE,
        connection -> {
          cache.clear();
          try (var statement = connection.createStatement()) {
            return statement.execute("PRAGMA shrink_memory");
          }
        });
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
    SqlStatement statement = new SqlStatement(sql, parameters);
    try {
      SqlStatement allowed = allowed(statement);
      return session.use(progress, c -> noted(c, allowed, options, progress));
    } catch (EngineException e) {
      log.noteFailure(statement, System.nanoTime() - start, e);
      throw e;
    }
  }

  private QueryResult noted(
      Connection connection, SqlStatement statement, QueryOptions options, Progress progress)
      throws SQLException {
    boolean reads = SqlText.onlyReads(statement.sql());
    try {
      QueryResult result = cachedOrRun(connection, statement, options, progress);
      Optional<String> plan =
          result.fromCache() ? Optional.empty() : planHash(connection, statement);
      log.note(statement, result.nanos(), result.rows().size(), result.vmSteps(), plan);
      return result;
    } finally {
      if (!reads) {
        changed(connection);
      }
    }
  }

  private Optional<String> planHash(Connection connection, SqlStatement statement) {
    if (!SqlText.hasPlan(statement.sql())) {
      return Optional.empty();
    }
    Optional<PlanHashes.Seen> seen = planHashes.of(connection, statement);
    seen.filter(PlanHashes.Seen::fresh).ifPresent(s -> log.planned(statement.sql(), s.hash()));
    return seen.map(PlanHashes.Seen::hash);
  }

  /** After a statement that may have begun or ended a transaction, or changed the schema. */
  private void changed(Connection connection) throws SQLException {
    planHashes.forget();
    if (!rules.shared()) {
      inTransaction = StatementBatches.isOpen(connection);
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

  @Override
  public QueryCursor openCursor(String sql, SqlParameters parameters, CursorOptions options) {
    SqlStatement statement = new SqlStatement(rules.firstAllowed(sql), parameters);
    Optional<Path> file = session.file();
    boolean ownConnection =
        file.isPresent() && !inTransaction && SqlText.onlyReads(statement.sql());
    SpilledCursor.Source source =
        ownConnection
            ? (progress, reading) -> FileSession.read(file.get(), name, progress, reading)
            : (progress, reading) ->
                session.use(
                    progress,
                    connection -> {
                      reading.on(connection);
                      return true;
                    });
    return new SpilledCursor(statement, options, runner, source, ownConnection, this::noteCursor)
        .start();
  }

  private void noteCursor(SpilledCursor cursor) {
    SqlStatement statement = new SqlStatement(cursor.sql(), cursor.parameters());
    Optional<EngineException> failure = cursor.failure();
    if (failure.isPresent()) {
      log.noteFailure(statement, cursor.nanos(), failure.get());
    } else {
      log.note(statement, cursor.nanos(), cursor.available(), cursor.vmSteps(), Optional.empty());
    }
  }

  @Override
  public boolean inTransaction() {
    return inTransaction;
  }

  @Override
  public BatchResult executeBatch(
      List<SqlStatement> statements, BatchOptions options, Progress progress) {
    return StatementBatches.each(
        statements,
        options,
        progress,
        statement ->
            executeQuery(
                statement.sql(), statement.parameters(), QueryOptions.defaults(), progress));
  }

  @Override
  public BatchResult executeTransaction(List<SqlStatement> statements) {
    statements.forEach(statement -> StatementRules.refuseTransactionControl(statement.sql()));
    List<SqlStatement> all = statements.stream().map(this::allowed).toList();
    return session.use(
        Progress.NONE,
        connection -> {
          try {
            return batches.together(connection, all);
          } finally {
            changed(connection);
          }
        });
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
    SqlStatement statement = new SqlStatement(rules.firstAllowed(sql), parameters);
    return advice.analyze(statement, progress);
  }

  @Override
  public WorkloadAdvice adviseWorkload(List<WorkloadQuery> queries, Progress progress) {
    List<WorkloadQuery> allowed =
        queries.stream().map(q -> new WorkloadQuery(allowed(q.statement()), q.weight())).toList();
    var found = advice.advise(allowed, progress);
    return new WorkloadAdvice(found.recommendations(), found.effects(), found.notes());
  }

  @Override
  public PlanComparison comparePlans(SqlStatement before, SqlStatement after, Progress progress) {
    return advice.compare(allowed(before), allowed(after), progress);
  }

  @Override
  public PlanComparison tryIndexes(
      SqlStatement statement, List<String> createSql, Progress progress) {
    return advice.tryIndexes(allowed(statement), createSql, progress);
  }

  private SqlStatement allowed(SqlStatement statement) {
    return new SqlStatement(rules.firstAllowed(statement.sql()), statement.parameters());
  }

  @Override
  public WorkloadAdvice adviseHistory(int shapes, Progress progress) {
    List<WorkloadQuery> queries = advice.stillValid(history.read().shapes(key), shapes, progress);
    return queries.isEmpty()
        ? new WorkloadAdvice(
            List.of(), List.of(), List.of("The history holds no query that could be tried."))
        : adviseWorkload(queries, progress);
  }

  @Override
  public List<IndexFinding> indexFindings(Progress progress) {
    List<SqlStatement> known =
        history.read().shapes(key).stream()
            .map(entry -> new SqlStatement(entry.lastSql(), entry.lastParameters()))
            .filter(statement -> !SqlText.firstKeyword(statement.sql()).equals("EXPLAIN"))
            .toList();
    return session.use(
        progress, connection -> new IndexReview(connection, facts).read(known, progress));
  }

  @Override
  public OptimizationResult optimizeDatabase(OptimizeOptions options, Progress progress) {
    Path file = writableFile();
    if (inTransaction) {
      throw SqlErrors.refused(
          "A database cannot be optimised inside a transaction.", "Commit or roll back first.");
    }
    try {
      return new DatabaseOptimizer(name, session).optimize(file, options, progress);
    } finally {
      planHashes.forget();
    }
  }

  @Override
  public void releaseBackup(OptimizationResult result) {
    DatabaseOptimizer.delete(result.backup());
  }

  @Override
  public void restoreBackup(OptimizationResult result) {
    writableFile();
    new DatabaseOptimizer(name, session).restore(result.backup());
  }

  private Path writableFile() {
    if (!writable || session.file().isEmpty()) {
      throw SqlErrors.refused(name + " is open read-only.", "Open it as writable to optimise it.");
    }
    return session.file().get();
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
  public DatabaseStorage storage(Progress progress) {
    return session.use(
        progress,
        connection -> {
          try (StepMeter meter =
              StepMeter.on(connection, progress, StepMeter.FOR_QUERIES, Optional.empty())) {
            try {
              return new StorageReader(connection, session.file()).read();
            } catch (SQLException e) {
              meter.throwIfStopped();
              throw e;
            }
          }
        });
  }

  @Override
  public List<HistoryEntry> history() {
    return history.read().shapes(key);
  }

  @Override
  public List<QueryRun> runs(String fingerprint, int most) {
    return history.read().runs(key, fingerprint, most);
  }

  @Override
  public List<QueryRun> slowRuns(Duration atLeast, int most) {
    return history.read().slowRuns(key, atLeast, most);
  }

  @Override
  public CacheCounts cacheCounts() {
    return cache.counts();
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
