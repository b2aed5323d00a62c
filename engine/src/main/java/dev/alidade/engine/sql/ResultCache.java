package dev.alidade.engine.sql;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * The last results of one connection, kept as long as the data has not changed: other connections'
 * commits move {@code data_version}, our own changes move {@code total_changes}, and a changed
 * schema moves {@code schema_version}. Used by one thread at a time, except {@link #counts}.
 */
final class ResultCache {
  private static final int ENTRIES = 32;

  /** A result with more values than this is not kept: about 10 MB of small values. */
  private static final long LARGEST_CELLS = 200_000;

  private final Map<Key, Kept> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > ENTRIES;
        }
      };

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private volatile int kept;

  record Key(String sql, List<@Nullable Object> values, long maxRows, boolean explain) {
    static Key of(String sql, SqlParameters parameters, QueryOptions options) {
      List<@Nullable Object> values = new ArrayList<>();
      parameters.positional().forEach(value -> values.add(comparable(value)));
      new TreeMap<>(parameters.named())
          .forEach(
              (name, value) -> {
                values.add(name);
                values.add(comparable(value));
              });
      return new Key(sql, values, options.maxRows(), options.explain());
    }

    private static @Nullable Object comparable(@Nullable Object value) {
      return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes.clone()) : value;
    }
  }

  /** The state of the data that a result belongs to. */
  record Stamp(long dataVersion, long schemaVersion, long totalChanges) {
    static Stamp of(Connection connection) throws SQLException {
      return new Stamp(
          pragma(connection, "data_version"),
          pragma(connection, "schema_version"),
          connection.unwrap(SQLiteConnection.class).getDatabase().total_changes());
    }

    private static long pragma(Connection connection, String name) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private record Kept(Stamp stamp, QueryResult result) {}

  void clear() {
    entries.clear();
    kept = 0;
  }

  Optional<QueryResult> find(Key key, Stamp now) {
    Kept entry = entries.get(key);
    if (entry != null && entry.stamp().equals(now)) {
      hits.increment();
      return Optional.of(entry.result());
    }
    misses.increment();
    entries.remove(key);
    kept = entries.size();
    return Optional.empty();
  }

  /** Keeps a result that only reading gave, unless it is large or may differ next time. */
  void keep(Key key, Stamp before, Stamp after, QueryResult result) {
    long cells = (long) result.rows().size() * result.columns().size();
    if (!result.columns().isEmpty()
        && before.equals(after)
        && cells <= LARGEST_CELLS
        && !SqlText.isVolatile(key.sql())) {
      entries.put(key, new Kept(after, result));
      kept = entries.size();
    }
  }

  /** May be called on any thread. */
  CacheCounts counts() {
    return new CacheCounts(hits.sum(), misses.sum(), kept);
  }
}
