package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import dev.alidade.engine.telemetry.Telemetry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A database over a {@link Session}: every statement passes here. */
final class JdbcSqliteDatabase implements SqliteDatabase {
  private final String name;

  /** What tells this database apart in the history. */
  private final String key;

  private final boolean writable;
  private final Session session;
  private final QueryHistory history;
  private final Runnable onClose;
  private final AllowedStatements texts;
  private final StatementRunner runner;
  private final ExecutionLog log;
  private final StatementBatches batches;
  private final QueryAdvice advice;
  private final QueryExecution execution;
  private final TableFacts facts = new TableFacts();

  JdbcSqliteDatabase(
      String name,
      String key,
      OpenOptions options,
      Session session,
      Telemetry telemetry,
      Clock clock,
      QueryHistory history,
      Runnable onClose) {
    boolean shared = session.file().isEmpty();
    this.name = name;
    this.key = key;
    this.writable = options.writable();
    this.session = session;
    this.history = history;
    this.onClose = onClose;
    this.texts = new AllowedStatements(new StatementRules(writable, shared, options.attach()));
    this.runner = new StatementRunner(name, !shared);
    this.log = new ExecutionLog(name, key, telemetry, clock, history);
    this.batches = new StatementBatches(name, writable, texts, runner, log);
    this.advice = new QueryAdvice(name, session, facts, runner, TrialCopy.LARGEST_BYTES);
    this.execution = new QueryExecution(session, texts, runner, log, facts, shared);
  }

  /** Forgets results and statements, and gives back the page cache. Waits for the connection. */
  void dropCaches() {
    session.use(
        Progress.NONE,
        connection -> {
          execution.dropCaches();
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
    return execution.run(sql, parameters, options, progress);
  }

  @Override
  public QueryCursor openCursor(String sql, SqlParameters parameters, CursorOptions options) {
    StatementText statement = texts.first(sql);
    Optional<Path> file = session.file();
    boolean ownConnection = file.isPresent() && !execution.inTransaction() && statement.onlyReads();
    SpilledCursor.Source opened =
        ownConnection
            ? (progress, reading) -> FileSession.read(file.get(), name, progress, reading)
            : (progress, reading) ->
                session.use(
                    progress,
                    connection -> {
                      reading.on(connection);
                      return true;
                    });
    var plan = new AtomicReference<Optional<String>>(Optional.empty());
    var judged = new SqlStatement(statement.sql(), parameters);
    SpilledCursor.Source source =
        (progress, reading) ->
            opened.read(
                progress,
                connection -> {
                  reading.on(connection);
                  plan.set(execution.planHash(connection, statement, judged));
                });
    return new SpilledCursor(
            statement,
            parameters,
            options,
            runner,
            source,
            ownConnection,
            cursor -> noteCursor(cursor, plan.get()))
        .start();
  }

  private void noteCursor(SpilledCursor cursor, Optional<String> plan) {
    SqlStatement statement = cursor.statement();
    Optional<EngineException> failure = cursor.failure();
    if (failure.isPresent()) {
      log.noteFailure(statement, cursor.nanos(), failure.get());
    } else {
      log.note(statement, cursor.nanos(), cursor.available(), cursor.vmSteps(), plan);
    }
  }

  @Override
  public boolean inTransaction() {
    return execution.inTransaction();
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
    statements.forEach(statement -> texts.first(statement.sql()));
    return session.use(
        Progress.NONE,
        connection -> {
          try {
            return batches.together(connection, statements);
          } finally {
            execution.changed(connection);
          }
        });
  }

  @Override
  public QueryPlan queryPlan(String sql, SqlParameters parameters) {
    SqlStatement statement = texts.first(new SqlStatement(sql, parameters));
    return session.use(Progress.NONE, connection -> execution.plan(connection, statement));
  }

  @Override
  public Map<Integer, List<String>> laterFilters(String sql, QueryPlan plan) {
    SqlStatement statement = texts.first(new SqlStatement(sql, SqlParameters.NONE));
    return session.use(
        Progress.NONE, connection -> execution.laterFilters(connection, statement, plan));
  }

  @Override
  public QueryAnalysis analyzeQuery(String sql, SqlParameters parameters, Progress progress) {
    SqlStatement statement = texts.first(new SqlStatement(sql, parameters));
    return advice.analyze(statement, progress);
  }

  @Override
  public WorkloadAdvice adviseWorkload(List<WorkloadQuery> queries, Progress progress) {
    List<WorkloadQuery> allowed =
        queries.stream()
            .map(q -> new WorkloadQuery(texts.first(q.statement()), q.weight()))
            .toList();
    var found = advice.advise(allowed, progress);
    return new WorkloadAdvice(found.recommendations(), found.effects(), found.notes());
  }

  @Override
  public PlanComparison comparePlans(SqlStatement before, SqlStatement after, Progress progress) {
    return advice.compare(texts.first(before), texts.first(after), progress);
  }

  @Override
  public PlanComparison tryIndexes(
      SqlStatement statement, List<String> createSql, Progress progress) {
    return advice.tryIndexes(texts.first(statement), createSql, progress);
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
    if (execution.inTransaction()) {
      throw SqlErrors.refused(
          "A database cannot be optimised inside a transaction.", "Commit or roll back first.");
    }
    try {
      return new DatabaseOptimizer(name, session).optimize(file, options, progress);
    } finally {
      session.use(
          Progress.NONE,
          connection -> {
            execution.changed(connection);
            return true;
          });
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
    SqlStatement statement = texts.first(new SqlStatement(sql, parameters));
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
    return execution.cacheCounts();
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
