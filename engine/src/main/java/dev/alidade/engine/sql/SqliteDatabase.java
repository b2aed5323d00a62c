package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import java.util.List;

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

  BatchResult executeBatch(List<SqlStatement> statements, BatchOptions options, Progress progress);

  /** All or nothing. */
  BatchResult executeTransaction(List<SqlStatement> statements);

  QueryPlan queryPlan(String sql, SqlParameters parameters);

  /** Plan, warnings, and for slow shapes indexes that were tried on a copy. */
  QueryAnalysis analyzeQuery(String sql, SqlParameters parameters, Progress progress);

  /** The program of SQLite's virtual machine, a row an instruction. */
  List<String[]> bytecode(String sql, SqlParameters parameters);

  DatabaseSchema schema();

  /** Query shapes run on this database, latest first. */
  List<HistoryEntry> history();

  /**
   * Names of the parameters in a statement, in their order; {@code ?} ones are named by their
   * number.
   */
  List<String> parametersOf(String sql);

  @Override
  void close();
}
