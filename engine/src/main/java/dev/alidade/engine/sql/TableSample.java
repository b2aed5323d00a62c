package dev.alidade.engine.sql;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many different values the keys of candidate indexes have, from a sample of a table's rows.
 * The figures are those that ANALYZE writes to {@code sqlite_stat1}; they are exact where the
 * sample is the whole table.
 */
final class TableSample {
  private final long tableRows;
  private final int sampledRows;
  private final Map<String, int[]> codes;

  /** By condition: which of the sampled rows meet it. */
  private final Map<String, boolean[]> met;

  private TableSample(
      long tableRows, int sampledRows, Map<String, int[]> codes, Map<String, boolean[]> met) {
    this.tableRows = tableRows;
    this.sampledRows = sampledRows;
    this.codes = codes;
    this.met = met;
  }

  /**
   * @param keys columns and expressions, as SQL
   * @param conditions of partial indexes
   */
  static TableSample read(
      Connection connection, String table, List<String> keys, List<String> conditions, long rows)
      throws SQLException {
    StringBuilder expressions = new StringBuilder("1");
    keys.forEach(key -> expressions.append(", ").append(key));
    conditions.forEach(term -> expressions.append(", (").append(term).append(") IS TRUE"));
    int capacity = (int) Math.min(rows, SampledRows.MOST);
    int[][] columns = new int[keys.size()][capacity];
    boolean[][] flags = new boolean[conditions.size()][capacity];
    List<Map<Object, Integer>> dictionaries = keys.stream().map(k -> dictionary()).toList();
    int read = 0;
    try (Statement statement = connection.createStatement();
        ResultSet all =
            statement.executeQuery(
                SampledRows.sql(connection, "main", table, expressions.toString(), rows))) {
      while (read < capacity && all.next()) {
        for (int i = 0; i < columns.length; i++) {
          Map<Object, Integer> dictionary = dictionaries.get(i);
          columns[i][read] =
              dictionary.computeIfAbsent(value(all.getObject(i + 2)), v -> dictionary.size());
        }
        for (int i = 0; i < flags.length; i++) {
          flags[i][read] = all.getBoolean(keys.size() + i + 2);
        }
        read++;
      }
    }
    Map<String, int[]> codes = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      codes.put(keys.get(i), columns[i]);
    }
    Map<String, boolean[]> met = new LinkedHashMap<>();
    for (int i = 0; i < flags.length; i++) {
      met.put(conditions.get(i), flags[i]);
    }
    return new TableSample(rows, read, codes, met);
  }

  private static Map<Object, Integer> dictionary() {
    return new HashMap<>();
  }

  /** NULLs count as one value, as in ANALYZE. */
  private static Object value(@Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case byte[] bytes -> ByteBuffer.wrap(bytes);
      default -> value;
    };
  }

  /**
   * What {@code sqlite_stat1} says of an index: its rows, then for each number of leading keys the
   * rows that share one value of them. Empty where a key was not sampled.
   *
   * @param where the condition of a partial index, one of those sampled
   */
  Optional<String> statistics(List<String> keys, Optional<String> where) {
    int[] kept = keptRows(where);
    long[] hashes = new long[sampledRows];
    double share = sampledRows == 0 ? 0 : (double) kept.length / sampledRows;
    long indexRows = Math.max(1, Math.round(tableRows * share));
    StringBuilder text = new StringBuilder().append(indexRows);
    for (String key : keys) {
      int[] column = codes.get(key);
      if (column == null) {
        return Optional.empty();
      }
      for (int row : kept) {
        hashes[row] = mixed(hashes[row] * 31 + column[row] + 1);
      }
      long distinct = distinct(kept, hashes, indexRows);
      text.append(' ').append(sharing(indexRows, distinct));
    }
    return Optional.of(text.toString());
  }

  /** Rows for one value, rounded as ANALYZE does: 1 as long as nine in ten rows are different. */
  private static long sharing(long rows, long distinct) {
    long share = (rows + distinct - 1) / distinct;
    return share == 2 && rows * 10 <= distinct * 11 ? 1 : share;
  }

  /** Which part of the rows meets a condition that was sampled as a key. */
  double share(String condition) {
    return sampledRows == 0 ? 0 : (double) keptRows(Optional.of(condition)).length / sampledRows;
  }

  /** Different values of a key in the sample. */
  int distinct(String key) {
    int[] column = codes.get(key);
    return column == null ? 0 : 1 + Arrays.stream(column, 0, sampledRows).max().orElse(-1);
  }

  private int[] keptRows(Optional<String> where) {
    int[] all = new int[sampledRows];
    Arrays.setAll(all, i -> i);
    boolean[] flags = where.isPresent() ? met.get(where.get()) : null;
    return flags == null ? all : Arrays.stream(all).filter(row -> flags[row]).toArray();
  }

  /** The finaliser of MurmurHash3: codes of several keys become one number that rarely collides. */
  private static long mixed(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /**
   * Different values in all rows, from those in the sample: the estimator GEE of Charikar and
   * others, "Towards Estimation Error Guarantees for Distinct Values" (PODS 2000). A key without
   * any repetition counts as unique.
   */
  private static long distinct(int[] kept, long[] hashes, long indexRows) {
    long[] sorted = Arrays.stream(kept).mapToLong(row -> hashes[row]).sorted().toArray();
    long distinct = 0;
    long once = 0;
    for (int i = 0; i < sorted.length; ) {
      int end = i + 1;
      while (end < sorted.length && sorted[end] == sorted[i]) {
        end++;
      }
      distinct++;
      once += end - i == 1 ? 1 : 0;
      i = end;
    }
    if (once == sorted.length) {
      return Math.max(1, indexRows);
    }
    double scale = Math.sqrt((double) indexRows / sorted.length);
    return Math.clamp(Math.round(scale * once + (distinct - once)), 1, indexRows);
  }
}
