package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.workspace.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions of queries, kept in the workspace and told apart by their shape (literals folded).
 * Noting one costs microseconds: a thread of its own writes them in groups, so the newest may be
 * missing after a crash. Thread-safe.
 */
final class QueryHistory implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(QueryHistory.class.getName());

  /** Executions kept; older ones are deleted. */
  private static final int KEPT = 20_000;

  /** Notes that wait at the most; with a workspace that cannot be written the rest is dropped. */
  private static final int WAITING = 10_000;

  /** SQL longer than this is cut before it is kept. */
  private static final int LONGEST_SQL = 20_000;

  private final Workspace workspace;
  private final LinkedBlockingQueue<Execution> waiting = new LinkedBlockingQueue<>(WAITING);
  private final Thread writer;

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
    this.writer =
        Thread.ofPlatform().daemon().name("query-history").start(this::writeUntilInterrupted);
  }

  void note(Execution execution) {
    waiting.offer(execution);
  }

  private void writeUntilInterrupted() {
    try {
      while (true) {
        Execution first = waiting.take();
        List<Execution> group = new ArrayList<>(List.of(first));
        waiting.drainTo(group);
        writeGroup(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: close() writes the rest
    }
  }

  /** Writes what waits; called before reading, so that a caller sees its own queries. */
  private void writeWaiting() {
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

  /** The last known plan of a shape. */
  Optional<String> lastPlan(String database, String fingerprint) {
    return workspace.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT plan_hash FROM query_history WHERE database = ? AND fingerprint = ?"
                      + " AND plan_hash IS NOT NULL ORDER BY id DESC LIMIT 1")) {
            select.setString(1, database);
            select.setString(2, fingerprint);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty();
            }
          }
        });
  }

  /** Shapes of one database, latest first. */
  List<HistoryEntry> of(String database) {
    writeWaiting();
    return workspace.read(
        connection -> {
          Map<String, List<Row>> shapes = new LinkedHashMap<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT fingerprint, sql, started_at, nanos, rows, vm_steps, error IS NOT NULL,"
                      + " plan_hash, parameters FROM query_history WHERE database = ? ORDER BY id"
                      + " DESC")) {
            select.setString(1, database);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                Row row =
                    new Row(
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        rows.getBoolean(7),
                        rows.getString(8),
                        rows.getString(9));
                shapes.computeIfAbsent(rows.getString(1), k -> new ArrayList<>()).add(row);
              }
            }
          }
          return shapes.entrySet().stream()
              .map(shape -> entry(database, shape.getKey(), shape.getValue()))
              .toList();
        });
  }

  private record Row(
      String sql,
      long at,
      long nanos,
      long resultRows,
      long vmSteps,
      boolean failed,
      @Nullable String planHash,
      @Nullable String parameters) {}

  private static HistoryEntry entry(String database, String fingerprint, List<Row> rows) {
    Row last = rows.getFirst();
    List<String> plans = rows.stream().flatMap(r -> Stream.ofNullable(r.planHash())).toList();
    long[] nanos = rows.stream().mapToLong(Row::nanos).sorted().toArray();
    return new HistoryEntry(
        fingerprint,
        last.sql(),
        database,
        rows.size(),
        rows.stream().filter(Row::failed).count(),
        percentile(nanos, 0.50),
        percentile(nanos, 0.95),
        nanos[nanos.length - 1],
        last.resultRows(),
        last.vmSteps(),
        Instant.ofEpochMilli(last.at()),
        plans.isEmpty() ? "" : plans.getFirst(),
        plans.stream().distinct().count(),
        ParameterJson.read(last.parameters()));
  }

  /** The nearest-rank percentile. */
  private static long percentile(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  /** Writes the rest. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writeWaiting();
  }
}
