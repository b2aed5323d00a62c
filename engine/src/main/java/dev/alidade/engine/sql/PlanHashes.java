package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The plan of each statement as a short hash, so that the history can tell that it has changed. A
 * plan is asked for again after a while only: it costs more than a small query. Safe for use by
 * several threads, each with a connection of its own.
 */
final class PlanHashes {
  /** A plan changes with the schema or the statistics, which is rare. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private static final int ENTRIES = 256;

  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > ENTRIES;
        }
      };

  private record Known(Optional<String> hash, long atNanos) {}

  /**
   * @param fresh whether it was asked for now
   */
  record Seen(String hash, boolean fresh) {}

  /** Empty for what has no plan, like a PRAGMA. */
  synchronized Optional<Seen> of(Connection connection, SqlStatement statement) {
    long now = System.nanoTime();
    Known entry = known.get(statement.sql());
    boolean fresh = entry == null || now - entry.atNanos() > KEPT.toNanos();
    if (entry == null || fresh) {
      entry = new Known(read(connection, statement), now);
      known.put(statement.sql(), entry);
    }
    return entry.hash().map(hash -> new Seen(hash, fresh));
  }

  /** After a change of the schema or the statistics by this connection. */
  synchronized void forget() {
    known.clear();
  }

  private static Optional<String> read(Connection connection, SqlStatement statement) {
    try {
      StringBuilder text = new StringBuilder();
      Map<Integer, Integer> depths = new HashMap<>(Map.of(0, 0));
      for (Explain.PlanRow row : Explain.plan(connection, statement)) {
        // SQLite's ids are addresses in a program, which move without a change of the plan.
        int depth = depths.getOrDefault(row.parent(), 0) + 1;
        depths.put(row.id(), depth);
        text.append(depth).append(' ').append(row.detail()).append('\n');
      }
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of("%08x".formatted(text.toString().hashCode()));
    } catch (SQLException e) {
      return Optional.empty(); // it ran a moment ago; now its table is gone
    }
  }
}
