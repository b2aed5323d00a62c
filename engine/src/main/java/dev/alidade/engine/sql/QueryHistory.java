package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.workspace.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Executions of queries, kept in the workspace and told apart by their shape (literals folded).
 * Noting one costs less than a microsecond: a thread of its own writes them in groups, so those of
 * the last half second may be missing after a crash. Thread-safe.
 */
final class QueryHistory implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(QueryHistory.class.getName());

  /** Executions kept; older ones are deleted. */
  private static final int KEPT = 20_000;

  /** Notes that wait at the most; with a workspace that cannot be written the rest is dropped. */
  private static final int WAITING = 10_000;

  /** How long notes are gathered before they are written. */
  private static final Duration GATHERED = Duration.ofMillis(500);

  /** SQL longer than this is cut before it is kept. */
  private static final int LONGEST_SQL = 20_000;

  private final Workspace workspace;
  private final LinkedBlockingQueue<Execution> waiting = new LinkedBlockingQueue<>(WAITING);
  private final Thread writer;
  private volatile boolean idle;
  private volatile boolean closed;

  record Execution(
      String database,
      SqlStatement statement,
      Instant at,
      long nanos,
      long rows,
      long vmSteps,
      Optional<String> planHash,
      Optional<String> error) {}

  QueryHistory(Workspace workspace) {
    this.workspace = workspace;
    this.writer = Thread.ofPlatform().daemon().name("query-history").start(this::writeUntilClosed);
  }

  void note(Execution execution) {
    waiting.offer(execution);
    if (idle) {
      idle = false;
      LockSupport.unpark(writer);
    }
  }

  private void writeUntilClosed() {
    while (!closed) {
      if (waiting.isEmpty()) {
        idle = true;
        if (waiting.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        idle = false;
      } else {
        // Writing each at once would take a core from a program that asks small queries in a row.
        LockSupport.parkNanos(this, GATHERED.toNanos());
        writeWaiting();
      }
    }
  }

  /** Writes what waits; a caller of {@link #read} waits for what is being written. */
  private synchronized void writeWaiting() {
    List<Execution> group = new ArrayList<>();
    waiting.drainTo(group);
    if (!group.isEmpty()) {
      writeGroup(group);
    }
  }

  private void writeGroup(List<Execution> group) {
    try {
      workspace.write(connection -> insert(connection, group));
    } catch (EngineException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} queries are missing in the history: {1}",
          group.size(),
          e.sentence());
    }
  }

  private static int insert(Connection connection, List<Execution> group) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO query_history"
                    + " (database, fingerprint, sql, started_at, nanos, rows, vm_steps, error,"
                    + " plan_hash, parameters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        Statement prune = connection.createStatement()) {
      for (Execution execution : group) {
        String sql = execution.statement().sql();
        String kept = sql.length() > LONGEST_SQL ? sql.substring(0, LONGEST_SQL) : sql;
        insert.setString(1, execution.database());
        insert.setString(2, SqlText.fingerprint(kept));
        insert.setString(3, kept);
        insert.setLong(4, execution.at().toEpochMilli());
        insert.setLong(5, execution.nanos());
        insert.setLong(6, execution.rows());
        insert.setLong(7, execution.vmSteps());
        insert.setString(8, execution.error().orElse(null));
        insert.setString(9, execution.planHash().orElse(null));
        insert.setString(10, ParameterJson.write(execution.statement().parameters()).orElse(null));
        insert.addBatch();
      }
      insert.executeBatch();
      return prune.executeUpdate(
          "DELETE FROM query_history WHERE id <= (SELECT max(id) FROM query_history) - " + KEPT);
    }
  }

  /** What was written so far; for callers that hold a connection of the workspace. */
  HistoryReader written() {
    return new HistoryReader(workspace);
  }

  /** What it holds, with all that was noted before. */
  HistoryReader read() {
    writeWaiting();
    return written();
  }

  /** Writes the rest. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writeWaiting();
  }
}
