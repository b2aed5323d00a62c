package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of a statement on one database: let through, answered by the cache or run, and noted.
 * Thread-safe through its session.
 */
final class QueryExecution {
  private final Session session;
  private final AllowedStatements texts;
  private final StatementRunner runner;
  private final ExecutionLog log;
  private final TableFacts facts;
  private final boolean shared;
  private final ResultCache cache = new ResultCache();
  private final PlanHashes planHashes = new PlanHashes();
  private volatile boolean inTransaction;

  /**
   * @param facts used with the session's connection only
   * @param shared whether the connection is not ours, so that its transactions are none of ours
   */
  QueryExecution(
      Session session,
      AllowedStatements texts,
      StatementRunner runner,
      ExecutionLog log,
      TableFacts facts,
      boolean shared) {
    this.session = session;
    this.texts = texts;
    this.runner = runner;
    this.log = log;
    this.facts = facts;
    this.shared = shared;
  }

  QueryResult run(String sql, SqlParameters parameters, QueryOptions options, Progress progress) {
    if (options.maxRows() < 0) {
      throw new InvalidRequest(
          "A query cannot read " + options.maxRows() + " rows at the most.", "Give 0 or more.");
    }
    progress.check("a query");
    long start = System.nanoTime();
    try {
      StatementText text = texts.first(sql);
      Call call = new Call(text, new SqlStatement(text.sql(), parameters), options, progress);
      return session.use(progress, connection -> noted(connection, call));
    } catch (EngineException e) {
      log.noteFailure(new SqlStatement(sql, parameters), System.nanoTime() - start, e);
      throw e;
    }
  }

  private record Call(
      StatementText text, SqlStatement statement, QueryOptions options, Progress progress) {}

  private QueryResult noted(Connection connection, Call call) throws SQLException {
    try {
      QueryResult result =
          call.options.useCache() ? cachedOrRun(connection, call) : planned(connection, call);
      Optional<String> plan =
          result.fromCache() ? Optional.empty() : planHash(connection, call.text, call.statement);
      log.note(call.statement, result.nanos(), result.rows().size(), result.vmSteps(), plan);
      return result;
    } finally {
      if (!call.text.onlyReads()) {
        changed(connection);
      }
    }
  }

  /**
   * Tells the log of a plan that was read now. May be called by any thread that owns the
   * connection.
   */
  Optional<String> planHash(Connection connection, StatementText text, SqlStatement statement) {
    if (!text.hasPlan()) {
      return Optional.empty();
    }
    Optional<PlanHashes.Seen> seen = planHashes.of(connection, statement);
    seen.filter(PlanHashes.Seen::fresh).ifPresent(s -> log.planned(text.sql(), s.hash()));
    return seen.map(PlanHashes.Seen::hash);
  }

  /** After a statement that may have begun or ended a transaction, or changed the schema. */
  void changed(Connection connection) throws SQLException {
    planHashes.forget();
    if (!shared) {
      inTransaction = StatementBatches.isOpen(connection);
    }
  }

  private QueryResult cachedOrRun(Connection connection, Call call) throws SQLException {
    long start = System.nanoTime();
    var cacheKey = ResultCache.Key.of(call.text.sql(), call.statement.parameters(), call.options);
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
    QueryResult result = planned(connection, call);
    cache.keep(cacheKey, before, ResultCache.Stamp.of(connection), result);
    return result;
  }

  private QueryResult planned(Connection connection, Call call) throws SQLException {
    QueryResult r =
        runner.run(
            connection,
            call.text,
            call.statement.parameters(),
            call.options.maxRows(),
            call.options.timeout(),
            call.progress,
            StepMeter.FOR_QUERIES);
    if (!call.options.explain()) {
      return r;
    }
    return new QueryResult(
        r.columns(),
        r.rows(),
        r.truncated(),
        r.changedRows(),
        r.nanos(),
        r.vmSteps(),
        r.fromCache(),
        r.path(),
        Optional.of(plan(connection, call.statement)));
  }

  QueryPlan plan(Connection connection, SqlStatement statement) throws SQLException {
    try {
      return new PlanReader(connection, facts).read(statement);
    } catch (SQLException e) {
      throw runner.located(connection, statement.sql(), e);
    }
  }

  /** By node id; see {@link LaterFilters}. */
  Map<Integer, List<String>> laterFilters(
      Connection connection, SqlStatement statement, QueryPlan plan) throws SQLException {
    facts.refresh(connection);
    String sql = Explain.unexplained(statement.sql());
    return ShapeReader.read(sql, facts, new TableColumns(connection))
        .map(uses -> LaterFilters.of(plan, uses, facts))
        .orElse(Map.of());
  }

  /** Forgets kept results and statements; to be called within the session. */
  void dropCaches() throws SQLException {
    cache.clear();
    runner.dropStatements();
  }

  boolean inTransaction() {
    return inTransaction;
  }

  CacheCounts cacheCounts() {
    return cache.counts();
  }
}
