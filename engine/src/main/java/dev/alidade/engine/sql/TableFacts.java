package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Row counts, sizes, indexes and statistics of a database's tables, read when asked for and kept
 * until the data changes. Names ignore case. Used by one thread at a time, with the session's
 * connection.
 */
final class TableFacts {
  /** Counting rows reads every leaf page: about 0.1 s for a file of this size. */
  private static final long COUNTED_FILE_BYTES = 256L << 20;

  /** dbstat reads every page: about 0.2 s for a file of this size. */
  private static final long SIZED_FILE_BYTES = 128L << 20;

  private ResultCache.@Nullable Stamp stamp;
  private Map<String, TableEntry> tables = Map.of();
  private Map<String, IndexEntry> indexes = Map.of();
  private Map<String, long[]> statistics = Map.of();
  private @Nullable Map<String, Long> bytes;
  private final Map<String, Long> rows = new HashMap<>();
  private long fileBytes;

  /** {@code kind} is table, view, virtual or shadow, as PRAGMA table_list says. */
  record TableEntry(String name, String kind, String sql, boolean withoutRowid) {}

  /** {@code columns} holds an empty name for an expression, and for the rowid. */
  record IndexEntry(
      String name,
      String table,
      List<String> columns,
      boolean unique,
      boolean partial,
      Optional<String> sql) {}

  /** Reads the schema again where it or the data has changed. */
  void refresh(Connection connection) throws SQLException {
    ResultCache.Stamp now = ResultCache.Stamp.of(connection);
    if (now.equals(stamp)) {
      return;
    }
    stamp = now;
    bytes = null;
    rows.clear();
    fileBytes =
        number(
            connection,
            "SELECT page_count * page_size FROM pragma_page_count," + " pragma_page_size");
    tables = readTables(connection);
    indexes = readIndexes(connection, tables);
    statistics = readStatistics(connection, tables);
  }

  private static Map<String, TableEntry> readTables(Connection connection) throws SQLException {
    Map<String, TableEntry> found = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet all =
            statement.executeQuery(
                "SELECT l.name, l.type, coalesce(s.sql, ''), l.wr"
                    + " FROM pragma_table_list AS l JOIN sqlite_schema AS s ON s.name = l.name"
                    + " AND s.type IN ('table', 'view') WHERE l.schema = 'main'"
                    + " ORDER BY l.name")) {
      while (all.next()) {
        TableEntry entry =
            new TableEntry(all.getString(1), all.getString(2), all.getString(3), all.getBoolean(4));
        found.put(lower(entry.name()), entry);
      }
    }
    return found;
  }

  private static Map<String, IndexEntry> readIndexes(
      Connection connection, Map<String, TableEntry> tables) throws SQLException {
    Map<String, IndexEntry> found = new LinkedHashMap<>();
    for (TableEntry table : tables.values()) {
      if (!table.kind().equals("table")) {
        continue;
      }
      try (var select =
          connection.prepareStatement(
              "SELECT l.name, l.\"unique\", l.partial, coalesce(i.name, ''), s.sql"
                  + " FROM pragma_index_list(?) AS l JOIN pragma_index_info(l.name) AS i"
                  + " LEFT JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = l.name"
                  + " ORDER BY l.name, i.seqno")) {
        select.setString(1, table.name());
        try (ResultSet all = select.executeQuery()) {
          while (all.next()) {
            String name = all.getString(1);
            IndexEntry known = found.get(lower(name));
            List<String> columns = new ArrayList<>(known == null ? List.of() : known.columns());
            columns.add(all.getString(4));
            found.put(
                lower(name),
                new IndexEntry(
                    name,
                    table.name(),
                    List.copyOf(columns),
                    all.getBoolean(2),
                    all.getBoolean(3),
                    Optional.ofNullable(all.getString(5))));
          }
        }
      }
    }
    return found;
  }

  /** sqlite_stat1: rows of the table, then rows for each value of 1, 2, … columns of the index. */
  private static Map<String, long[]> readStatistics(
      Connection connection, Map<String, TableEntry> tables) throws SQLException {
    Map<String, long[]> found = new HashMap<>();
    if (!tables.containsKey("sqlite_stat1")) {
      return found;
    }
    try (Statement statement = connection.createStatement();
        ResultSet all =
            statement.executeQuery("SELECT tbl, coalesce(idx, ''), stat FROM sqlite_stat1")) {
      while (all.next()) {
        long[] numbers =
            java.util.Arrays.stream(String.valueOf(all.getString(3)).split(" "))
                .filter(part -> part.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .toArray();
        if (numbers.length > 0) {
          found.put(lower(all.getString(1)) + "/" + lower(all.getString(2)), numbers);
          found.putIfAbsent(lower(all.getString(1)), numbers);
        }
      }
    }
    return found;
  }

  Optional<TableEntry> table(String name) {
    return Optional.ofNullable(tables.get(lower(name)));
  }

  List<TableEntry> tables() {
    return List.copyOf(tables.values());
  }

  Optional<IndexEntry> index(String name) {
    return Optional.ofNullable(indexes.get(lower(name)));
  }

  List<IndexEntry> indexes() {
    return List.copyOf(indexes.values());
  }

  List<IndexEntry> indexesOf(String table) {
    return indexes.values().stream().filter(i -> i.table().equalsIgnoreCase(table)).toList();
  }

  long fileBytes() {
    return fileBytes;
  }

  /** The statistics row of an index; numbers as in {@link #readStatistics}. */
  Optional<long[]> statistics(String table, String index) {
    return Optional.ofNullable(statistics.get(lower(table) + "/" + lower(index)));
  }

  /** Rows of a table as ANALYZE saw them. */
  OptionalLong analyzedRows(String table) {
    long[] numbers = statistics.get(lower(table));
    return numbers == null ? OptionalLong.empty() : OptionalLong.of(numbers[0]);
  }

  /** Rows counted now, or as ANALYZE saw them where the file is large; empty where unknown. */
  OptionalLong rows(Connection connection, String table) throws SQLException {
    TableEntry entry = tables.get(lower(table));
    if (entry == null || !entry.kind().equals("table")) {
      return OptionalLong.empty();
    }
    if (fileBytes > COUNTED_FILE_BYTES) {
      return analyzedRows(table);
    }
    Long known = rows.get(lower(table));
    if (known == null) {
      known = number(connection, "SELECT count(*) FROM main." + SqlText.quoteName(entry.name()));
      rows.put(lower(table), known);
    }
    return OptionalLong.of(known);
  }

  /** Bytes of the pages of a table or index; empty where the file is large. */
  OptionalLong bytes(Connection connection, String name) throws SQLException {
    if (fileBytes > SIZED_FILE_BYTES) {
      return OptionalLong.empty();
    }
    Map<String, Long> sizes = bytes;
    if (sizes == null) {
      sizes = new HashMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet all =
              statement.executeQuery("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE")) {
        while (all.next()) {
          sizes.put(lower(all.getString(1)), all.getLong(2));
        }
      }
      bytes = sizes;
    }
    Long size = sizes.get(lower(name));
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
