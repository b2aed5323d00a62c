package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Aggregations against DuckDB on random rows. */
class AggregateOracleTest {
  private static final int ROWS = 900;

  private static final List<List<String>> KEYS =
      List.of(
          List.of(),
          List.of("s"),
          List.of("p"),
          List.of("n"),
          List.of("i"),
          List.of("f"),
          List.of("b"),
          List.of("t"),
          List.of("s", "n"),
          List.of("b", "s", "n"),
          List.of("f", "t"));

  static Stream<Arguments> cases() {
    return Stream.of(Bench.Path.values())
        .flatMap(
            path ->
                Stream.of(11L, 12L)
                    .flatMap(seed -> KEYS.stream().map(keys -> Arguments.of(path, seed, keys))));
  }

  private static Operation of(String field, AggregateFunction function) {
    return new Operation(field, function, function + " of " + field);
  }

  @ParameterizedTest(name = "{0}, seed {1}, by {2}")
  @MethodSource("cases")
  void groupsAsDuckDbDoes(Bench.Path path, long seed, List<String> keys) throws SQLException {
    List<Operation> operations =
        List.of(
            of("*", AggregateFunction.COUNT),
            of("s", AggregateFunction.COUNT),
            of("x", AggregateFunction.COUNT),
            of("n", AggregateFunction.SUM),
            of("x", AggregateFunction.SUM),
            of("n", AggregateFunction.AVG),
            of("x", AggregateFunction.AVG),
            of("i", AggregateFunction.AVG),
            of("i", AggregateFunction.MIN),
            of("i", AggregateFunction.MAX),
            of("f", AggregateFunction.MIN),
            of("f", AggregateFunction.MAX),
            of("t", AggregateFunction.MIN),
            of("t", AggregateFunction.MAX),
            of("s", AggregateFunction.MIN),
            of("p", AggregateFunction.MAX),
            of("b", AggregateFunction.MIN),
            of("b", AggregateFunction.MAX));
    String group =
        keys.isEmpty()
            ? ""
            : " GROUP BY " + String.join(", ", keys).replaceFirst("\\bf\\b", "f + 0.0");
    String sql =
        "SELECT count(*), count(s), count(x), sum(n), sum(x), avg(n), avg(x), avg(i), min(i),"
            + " max(i), coalesce(min(f) FILTER (NOT isnan(f)), min(f)) + 0.0,"
            + " coalesce(max(f) FILTER (NOT isnan(f)), max(f)) + 0.0, min(tm), max(tm), min(s),"
            + " max(p), min(b), max(b) FROM d"
            + group
            + " ORDER BY min(r)";
    try (Bench bench = new Bench(path)) {
      try (GeneratedTable table = new GeneratedTable(bench, seed, ROWS)) {
        ProcessingResult result =
            bench.processor.aggregate(table.data, new AggregationOptions(keys, operations));
        try (Dataset data = result.data()) {
          List<List<@Nullable Object>> expected = table.query(sql);
          List<List<@Nullable Object>> found = Bench.rows(data);
          assertThat(found).hasSameSizeAs(expected);
          assertThat(result.rowsOut()).isEqualTo(expected.size());
          for (int row = 0; row < found.size(); row++) {
            List<@Nullable Object> measures =
                found.get(row).subList(keys.size(), found.get(row).size());
            for (int i = 0; i < measures.size(); i++) {
              Object value = measures.get(i);
              Object plain = value instanceof Instant time ? (Object) time.toEpochMilli() : value;
              assertThat(Comparing.nearly(plain, expected.get(row).get(i)))
                  .as("group %d, %s: %s", row, operations.get(i).alias(), value)
                  .isZero();
            }
          }
          assertThat(firstKeys(data, keys)).isEqualTo(firstKeys(table, keys));
        }
      }
      assertThat(bench.usedBytes()).isZero();
    }
  }

  /** The keys of the groups, from the result. */
  private static List<List<@Nullable Object>> firstKeys(Dataset data, List<String> keys) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (long row = 0; row < data.rowCount(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (String key : keys) {
        values.add(data.column(key).value(row));
      }
      rows.add(values);
    }
    return rows;
  }

  /** The keys of the first row of each group, as DuckDB finds it. */
  private static List<List<@Nullable Object>> firstKeys(GeneratedTable table, List<String> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return List.of(List.of());
    }
    String list = String.join(", ", keys).replaceFirst("\\bf\\b", "f + 0.0");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Object row : table.column("SELECT min(r) FROM d GROUP BY " + list + " ORDER BY 1")) {
      List<@Nullable Object> values = new ArrayList<>();
      for (String key : keys) {
        values.add(table.data.column(key).value((Long) row));
      }
      rows.add(values);
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void refusesASumThatDoesNotFit(Bench.Path path) {
    try (Bench bench = new Bench(path)) {
      var big = new Int64ColumnBuilder("big");
      big.append(Long.MAX_VALUE);
      big.append(1);
      try (Dataset data = bench.dataset(big)) {
        assertThatThrownBy(() -> total(bench, data, AggregateFunction.SUM))
            .isInstanceOf(DataException.AggregationFailed.class)
            .hasMessage("A sum of the column \"big\" does not fit int64.");
        assertThat(total(bench, data, AggregateFunction.AVG)).isEqualTo(0x1p62);
      }
      assertThat(bench.usedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void givesASumThatFitsThoughItWrappedOnTheWay(Bench.Path path) {
    try (Bench bench = new Bench(path)) {
      var big = new Int64ColumnBuilder("big");
      for (long value : new long[] {Long.MAX_VALUE, 5, Long.MIN_VALUE, -7}) {
        big.append(value);
      }
      try (Dataset data = bench.dataset(big)) {
        assertThat(total(bench, data, AggregateFunction.SUM)).isEqualTo(-3L);
      }
    }
  }

  private static @Nullable Object total(Bench bench, Dataset data, AggregateFunction function) {
    var options =
        new AggregationOptions(List.of(), List.of(new Operation("big", function, "total")));
    try (Dataset result = bench.processor.aggregate(data, options).data()) {
      return result.column("total").value(0);
    }
  }
}
