package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step against DuckDB on random rows. */
class StepOracleTest {
  static Stream<Arguments> cases() {
    return Stream.of(Bench.Path.values())
        .flatMap(
            path ->
                Stream.of(1L, 2L).map(seed -> Arguments.of(path, Named.of("seed " + seed, seed))));
  }

  private static final int ROWS = 700;

  private interface Claim {
    void check(Bench bench, GeneratedTable table) throws SQLException;
  }

  private static void on(Bench.Path path, long seed, Claim claim) throws SQLException {
    try (Bench bench = new Bench(path)) {
      try (GeneratedTable table = new GeneratedTable(bench, seed, ROWS)) {
        claim.check(bench, table);
      }
      assertThat(bench.usedBytes()).isZero();
    }
  }

  /** Row numbers that are left after the steps. */
  private static List<@Nullable Object> rowNumbers(Bench bench, Dataset data, Step... steps) {
    try (Dataset result = bench.run(data, steps).data()) {
      return Bench.values(result, "r");
    }
  }

  private static Step.Sort sort(String column, boolean descending) {
    return new Step.Sort(List.of(new Step.Sort.Key(column, descending)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sortsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    on(
        path,
        seed,
        (bench, table) -> {
          for (String column : List.of("i", "n", "f", "x", "b", "t", "s", "p")) {
            for (boolean descending : new boolean[] {false, true}) {
              String direction = descending ? " DESC" : " ASC";
              assertThat(rowNumbers(bench, table.data, sort(column, descending)))
                  .as(column + direction)
                  .isEqualTo(
                      table.column(
                          "SELECT r FROM d ORDER BY "
                              + (column.equals("f") ? "f + 0.0" : column)
                              + direction
                              + " NULLS LAST, r"));
            }
          }
          Step several =
              new Step.Sort(
                  List.of(
                      new Step.Sort.Key("n", false),
                      new Step.Sort.Key("s", true),
                      new Step.Sort.Key("x", false)));
          assertThat(rowNumbers(bench, table.data, several))
              .isEqualTo(
                  table.column(
                      "SELECT r FROM d ORDER BY n NULLS LAST, s DESC NULLS LAST, x NULLS LAST, r"));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheFirstOfEachRepeat(Bench.Path path, long seed) throws SQLException {
    on(
        path,
        seed,
        (bench, table) -> {
          for (List<String> keys :
              List.of(
                  List.of("n"),
                  List.of("f"),
                  List.of("i"),
                  List.of("s"),
                  List.of("p"),
                  List.of("t"),
                  List.of("b", "n"),
                  List.of("s", "b", "n"))) {
            String list = String.join(", ", keys).replace("f", "f + 0.0");
            assertThat(rowNumbers(bench, table.data, new Step.Deduplicate(keys)))
                .as(list)
                .isEqualTo(table.column("SELECT min(r) FROM d GROUP BY " + list + " ORDER BY 1"));
          }
          assertThat(rowNumbers(bench, table.data, new Step.Deduplicate(List.of()))).hasSize(ROWS);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void filtersAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    List<String> conditions =
        List.of(
            "n > 0",
            "0 >= n",
            "n <> 2",
            "i < 0",
            "i = 9007199254740992",
            "x <= 12.5",
            "x > 3",
            "s = 'rain'",
            "s <> 'rain'",
            "s = 'nowhere'",
            "s <> 'nowhere'",
            "b",
            "not b",
            "n is null",
            "s is not null",
            "not (n > 0 and s = 'Sun')",
            "not (n > 0 or x < 0)",
            "n > 0 and x > 0 or b and s = 'straße'",
            "t >= '2000-01-01'",
            "t < '0001-01-02 00:00:00'",
            "p > 'rain'",
            "s < 'b'",
            "n + 1 > x",
            "n * 2 = n + n",
            "n / 2 > 0.5",
            "n % 2 = 1",
            "length(s) > 3",
            "contains(s, 'n') or starts_with(s, 'ra')",
            "coalesce(n, 0) = 0",
            "b = (n > 0)",
            "i > 9007199254740992.5",
            "s || p = 'x' or n = 1",
            "n in (1, 2, -3)",
            "n not in (1, 2)",
            "s in ('rain', '', 'straße') and not n in (0)",
            "n in (1, i)",
            "n not in (1, i)",
            "n + 1 in (n + 2, 2) or x in (n, 0.125)",
            "t in ('1970-01-01 00:00:00')",
            "year(t) > 1990 and month(t) <= 6 and day(t) <> 1 and hour(t) < 12");
    on(
        path,
        seed,
        (bench, table) -> {
          for (String condition : conditions) {
            assertThat(rowNumbers(bench, table.data, new Step.Filter(condition)))
                .as(condition)
                .isEqualTo(table.column("SELECT r FROM d WHERE " + condition + " ORDER BY r"));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    List<List<String>> expressions =
        List.of(
            List.of("n + n * 2 - 3"),
            List.of("x * 2 + n"),
            List.of("-x"),
            List.of("n / 4", "n / 4.0"),
            List.of("n / (n - n)", "NULL::DOUBLE"),
            List.of("n % 3"),
            List.of("abs(x)"),
            List.of("round(x)"),
            List.of("round(x, 1)"),
            List.of("floor(x)"),
            List.of("ceil(x)"),
            List.of("sqrt(x)", "CASE WHEN x >= 0 THEN sqrt(x) END"),
            List.of("ln(x)", "CASE WHEN x > 0 THEN ln(x) END"),
            List.of("log10(x)", "CASE WHEN x > 0 THEN log10(x) END"),
            List.of("length(p)"),
            List.of("substr(p, 2, 3)"),
            List.of("substr(p, 3)"),
            List.of("s || '-' || p"),
            List.of("s || n"),
            List.of("coalesce(s, p, 'none')"),
            List.of("coalesce(n, x)", "coalesce(n::DOUBLE, x)"),
            List.of("min(n, 1)", "CASE WHEN n < 1 THEN n WHEN n >= 1 THEN 1 END"),
            List.of("max(s, 'm')", "CASE WHEN s > 'm' THEN s WHEN s <= 'm' THEN 'm' END"),
            List.of("if(n > 0, s, p)", "CASE WHEN n > 0 THEN s ELSE p END"),
            List.of("n > 1 or b"),
            List.of("not b and n > 1"),
            List.of("b and x > 0"),
            List.of("not b"),
            List.of("n = x"),
            List.of("n <> x"),
            List.of("n < x"),
            List.of("n <= x"),
            List.of("n > x"),
            List.of("n >= x"),
            List.of("s = p"),
            List.of("b <> (n > 0)"),
            List.of("n in (x, 1)"),
            List.of("n not in (x, 1)"),
            List.of("(n > 0) is null"),
            List.of("n + x"),
            List.of("n - x"),
            List.of("n * x"),
            List.of("-n"),
            List.of("s || p"),
            List.of("year(t)"),
            List.of("month(t)"),
            List.of("hour(t)"),
            List.of("ends_with(s, 'n')"),
            List.of("date_diff_ms(t, t + 5)", "CASE WHEN t IS NOT NULL THEN 5::BIGINT END"),
            List.of("t - t", "tm - tm"));
    on(
        path,
        seed,
        (bench, table) -> {
          for (List<String> pair : expressions) {
            List<@Nullable Object> found =
                bench.last(table.data, new Step.Compute("new", pair.getFirst()));
            assertThat(found)
                .as(pair.getFirst())
                .usingElementComparator(Comparing::nearly)
                .isEqualTo(table.column("SELECT " + pair.getLast() + " FROM d ORDER BY r"));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void castsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    on(
        path,
        seed,
        (bench, table) -> {
          check(bench, table, "i", ColumnType.FLOAT64, "i::DOUBLE");
          check(bench, table, "f", ColumnType.INT64, "TRY_CAST(f AS BIGINT)");
          check(bench, table, "b", ColumnType.INT64, "b::BIGINT");
          check(bench, table, "b", ColumnType.STRING, "b::VARCHAR");
          check(bench, table, "n", ColumnType.BOOL, "n::BOOLEAN");
          check(bench, table, "i", ColumnType.STRING, "i::VARCHAR");
          check(bench, table, "t", ColumnType.INT64, "tm");
          check(bench, table, "s", ColumnType.INT64, "TRY_CAST(s AS BIGINT)");
        });
  }

  private static void check(
      Bench bench, GeneratedTable table, String column, ColumnType type, String sql)
      throws SQLException {
    ProcessingResult result = bench.run(table.data, new Step.Cast(column, type));
    try (Dataset data = result.data()) {
      assertThat(Bench.values(data, column))
          .as(sql)
          .usingElementComparator(Comparing::nearly)
          .isEqualTo(table.column("SELECT " + sql + " FROM d ORDER BY r"));
      assertThat(result.rowsRejected())
          .isEqualTo(data.column(column).nullCount() - table.data.column(column).nullCount());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTimesAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    on(
        path,
        seed,
        (bench, table) -> {
          Step text = new Step.Cast("t", ColumnType.STRING);
          assertThat(values(bench, table.data, "t", text, new Step.ParseTimestamp("t")))
              .isEqualTo(Bench.values(table.data, "t"));
          for (String suffix : List.of("", "Z", "+05:30", "-08:00")) {
            Step join =
                new Step.Compute(
                    "u",
                    "if(hour(t) >= 0, substr(t || '', 1, 10) || ' 12:34:56" + suffix + "', s)");
            List<@Nullable Object> found =
                values(bench, table.data, "u", join, new Step.ParseTimestamp("u"));
            String sql =
                "SELECT epoch_ms(TRY_CAST(CASE WHEN t IS NULL THEN s ELSE strftime(t, '%Y-%m-%d')"
                    + " || ' 12:34:56"
                    + (suffix.isEmpty() ? "+00" : suffix)
                    + "' END AS TIMESTAMPTZ)) FROM d ORDER BY r";
            List<@Nullable Object> expected = new ArrayList<>();
            for (Object millis : table.column(sql)) {
              expected.add(millis == null ? null : Instant.ofEpochMilli((Long) millis));
            }
            assertThat(found).as(suffix).isEqualTo(expected);
          }
        });
  }

  private static List<@Nullable Object> values(
      Bench bench, Dataset data, String column, Step... steps) {
    try (Dataset result = bench.run(data, steps).data()) {
      return Bench.values(result, column);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesTextAsTheReferencesDo(Bench.Path path, long seed) throws SQLException {
    on(
        path,
        seed,
        (bench, table) -> {
          for (String column : List.of("s", "p")) {
            List<@Nullable Object> source = Bench.values(table.data, column);
            assertThat(values(bench, table.data, column, new Step.Uppercase(column)))
                .isEqualTo(Comparing.mapped(source, s -> s.toUpperCase(java.util.Locale.ROOT)));
            assertThat(values(bench, table.data, column, new Step.Lowercase(column)))
                .isEqualTo(Comparing.mapped(source, s -> s.toLowerCase(java.util.Locale.ROOT)));
            assertThat(values(bench, table.data, column, new Step.Trim(column)))
                .isEqualTo(table.column("SELECT trim(" + column + ") FROM d ORDER BY r"));
            assertThat(
                    values(bench, table.data, column, new Step.Replace(column, "n", "NN", false)))
                .isEqualTo(
                    table.column("SELECT replace(" + column + ", 'n', 'NN') FROM d ORDER BY r"));
            assertThat(
                    values(
                        bench,
                        table.data,
                        column,
                        new Step.Replace(column, "([a-m])([0-9])", "$2$1", true)))
                .isEqualTo(
                    table.column(
                        "SELECT regexp_replace("
                            + column
                            + ", '([a-m])([0-9])', '\\2\\1', 'g') FROM d ORDER BY r"));
            assertThat(values(bench, table.data, column, new Step.FillNulls(column, "gone")))
                .isEqualTo(
                    table.column("SELECT coalesce(" + column + ", 'gone') FROM d ORDER BY r"));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fillsNullsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    on(
        path,
        seed,
        (bench, table) -> {
          assertThat(values(bench, table.data, "i", new Step.FillNulls("i", "-7")))
              .isEqualTo(table.column("SELECT coalesce(i, -7) FROM d ORDER BY r"));
          assertThat(values(bench, table.data, "x", new Step.FillNulls("x", "1e3")))
              .isEqualTo(table.column("SELECT coalesce(x, 1000) FROM d ORDER BY r"));
          assertThat(values(bench, table.data, "b", new Step.FillNulls("b", "yes")))
              .isEqualTo(table.column("SELECT coalesce(b, true) FROM d ORDER BY r"));
        });
  }
}
