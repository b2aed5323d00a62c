package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One open SQLite database. Thread-safe; statements run one after the other. All calls throw {@link
 * SqlException} with SQLite's own words inside.
 */
public interface SqliteDatabase extends AutoCloseable {
  /** File name or {@code workspace}. */
  String name();

  boolean writable();

  /** Runs the first statement of {@code sql}. Stops within 100 ms of a cancel or the timeout. */
  QueryResult executeQuery(
      String sql, SqlParameters parameters, QueryOptions options, Progress progress);

  default QueryResult executeQuery(String sql, SqlParameters parameters, QueryOptions options) {
    return executeQuery(sql, parameters, options, Progress.NONE);
  }

  /**
   * The rows of the first statement of {@code sql} while they come, however many. Statements that
   * only read have a connection of their own, so others go on beside them.
   */
  QueryCursor openCursor(String sql, SqlParameters parameters, CursorOptions options);

  /** Whether a transaction that a statement has begun is still open. */
  boolean inTransaction();

  /** Each by itself; see {@link BatchOptions} for what an error does. */
  BatchResult executeBatch(List<SqlStatement> statements, BatchOptions options, Progress progress);

  /** All or nothing. */
  BatchResult executeTransaction(List<SqlStatement> statements);

  QueryPlan queryPlan(String sql, SqlParameters parameters);

  /**
   * Terms of the query that SQLite can only check after it has read a row of a loop, by the loop's
   * node id. SQLite's plan does not say it; this comes from the query's text, and only where it is
   * certain: a node that is absent may have such terms too.
   */
  Map<Integer, List<String>> laterFilters(String sql, QueryPlan plan);

  /** Plan, warnings, and for slow shapes indexes that were tried on a copy. */
  QueryAnalysis analyzeQuery(String sql, SqlParameters parameters, Progress progress);

  /**
   * Indexes for several queries together, found as in {@link #analyzeQuery}.
   *
   * @param queries with all parameters; a larger weight counts more
   */
  WorkloadAdvice adviseWorkload(List<WorkloadQuery> queries, Progress progress);

  /**
   * Advice for the queries of the history that took the most time, by their number of runs. Their
   * last parameters are used.
   *
   * @param shapes at most so many different ones
   */
  WorkloadAdvice adviseHistory(int shapes, Progress progress);

  /** Indexes that are redundant, and those that no query of the history takes. */
  List<IndexFinding> indexFindings(Progress progress);

  /**
   * The plans of two versions of a query, node by node. Statements that only read are run, for
   * their VM steps and times.
   */
  PlanComparison comparePlans(SqlStatement before, SqlStatement after, Progress progress);

  /**
   * A query without and with indexes that are made on a copy of the data, never in the file.
   *
   * @param createSql CREATE INDEX and ANALYZE statements, as in {@link
   *     QueryAnalysis.IndexRecommendation#applySql}
   */
  PlanComparison tryIndexes(SqlStatement statement, List<String> createSql, Progress progress);

  /** The program of SQLite's virtual machine, a row an instruction. */
  List<String[]> bytecode(String sql, SqlParameters parameters);

  /**
   * Checks the file, keeps a backup beside it, and makes it smaller and its statistics new.
   *
   * @throws SqlException SQL-103 when the check finds damage, SQL-207 when it is not writable; the
   *     file is then as it was
   */
  OptimizationResult optimizeDatabase(OptimizeOptions options, Progress progress);

  /** Deletes the backup of an optimisation. */
  void releaseBackup(OptimizationResult result);

  /** Puts the file back as it was before an optimisation, and deletes the backup. */
  void restoreBackup(OptimizationResult result);

  DatabaseSchema schema();

  /** What each table and index takes of the file. Reads all of its pages. */
  DatabaseStorage storage(Progress progress);

  /** Query shapes run on this database, latest first. */
  List<HistoryEntry> history();

  /**
   * Executions of one shape, latest first.
   *
   * @param fingerprint as in {@link HistoryEntry#fingerprint}
   */
  List<QueryRun> runs(String fingerprint, int most);

  /** Executions of any shape that took so long, slowest first. */
  List<QueryRun> slowRuns(Duration atLeast, int most);

  /** Hits and misses of the result cache. */
  CacheCounts cacheCounts();

  /**
   * Names of the parameters in a statement, in their order; {@code ?} ones are named by their
   * number.
   */
  List<String> parametersOf(String sql);

  @Override
  void close();
}
