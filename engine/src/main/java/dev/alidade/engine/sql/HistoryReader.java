package dev.alidade.engine.sql;

import dev.alidade.engine.workspace.Workspace;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the history of queries. */
final class HistoryReader {
  private static final String RUN = select("parameters");

  /** Parameters are read for the latest of each shape only: decoding all takes a while. */
  private static final String SHAPES =
      select(
              "CASE WHEN id IN (SELECT max(id) FROM query_history WHERE database = ?1"
                  + " GROUP BY fingerprint) THEN parameters END")
          + " ORDER BY id DESC";

  private final Workspace workspace;

  HistoryReader(Workspace workspace) {
    this.workspace = workspace;
  }

  private static String select(String parameters) {
    return "SELECT fingerprint, sql, "
        + parameters
        + ", started_at, nanos, rows, vm_steps, coalesce(plan_hash, ''), error"
        + " FROM query_history WHERE database = ?1";
  }

  /** The last known plan of a shape. */
  Optional<String> lastPlan(String database, String fingerprint) {
    return runs(RUN + " AND fingerprint = ? AND plan_hash IS NOT NULL ORDER BY id DESC LIMIT 1")
        .with(database, fingerprint)
        .stream()
        .map(QueryRun::planHash)
        .findFirst();
  }

  /** Executions of one shape, latest first. */
  List<QueryRun> runs(String database, String fingerprint, int most) {
    return runs(RUN + " AND fingerprint = ? ORDER BY id DESC LIMIT ?")
        .with(database, fingerprint, Math.max(0, most));
  }

  /** Executions that took so long, slowest first. */
  List<QueryRun> slowRuns(String database, Duration atLeast, int most) {
    return runs(RUN + " AND nanos >= ? ORDER BY nanos DESC, id DESC LIMIT ?")
        .with(database, atLeast.toNanos(), Math.max(0, most));
  }

  /** Shapes of one database, latest first. */
  List<HistoryEntry> shapes(String database) {
    Map<String, List<QueryRun>> shapes = new LinkedHashMap<>();
    for (QueryRun run : runs(SHAPES).with(database)) {
      shapes.computeIfAbsent(run.fingerprint(), k -> new ArrayList<>()).add(run);
    }
    return shapes.values().stream().map(runs -> entry(database, runs)).toList();
  }

  @FunctionalInterface
  private interface Query {
    List<QueryRun> with(Object... values);
  }

  private Query runs(String sql) {
    return values ->
        workspace.read(
            connection -> {
              try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                  select.setObject(i + 1, values[i]);
                }
                List<QueryRun> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                  while (rows.next()) {
                    found.add(run(rows));
                  }
                }
                return found;
              }
            });
  }

  private static QueryRun run(ResultSet rows) throws SQLException {
    return new QueryRun(
        rows.getString(1),
        rows.getString(2),
        ParameterJson.read(rows.getString(3)),
        Instant.ofEpochMilli(rows.getLong(4)),
        rows.getLong(5),
        rows.getLong(6),
        rows.getLong(7),
        rows.getString(8),
        Optional.ofNullable(rows.getString(9)));
  }

  /**
   * @param runs of one shape, latest first
   */
  private static HistoryEntry entry(String database, List<QueryRun> runs) {
    QueryRun last = runs.getFirst();
    List<String> plans =
        runs.stream().map(QueryRun::planHash).filter(hash -> !hash.isEmpty()).toList();
    long[] nanos = runs.stream().mapToLong(QueryRun::nanos).sorted().toArray();
    return new HistoryEntry(
        last.fingerprint(),
        last.sql(),
        database,
        runs.size(),
        runs.stream().filter(run -> run.error().isPresent()).count(),
        percentile(nanos, 0.50),
        percentile(nanos, 0.95),
        nanos[nanos.length - 1],
        last.rows(),
        last.vmSteps(),
        last.at(),
        plans.isEmpty() ? "" : plans.getFirst(),
        plans.stream().distinct().count(),
        last.parameters(),
        runs.stream().limit(HistoryEntry.RECENT).map(QueryRun::nanos).toList().reversed());
  }

  /** The nearest-rank percentile. */
  private static long percentile(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
