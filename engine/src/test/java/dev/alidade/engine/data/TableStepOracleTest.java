package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.Step.Join;
import dev.alidade.engine.data.Step.Window.Function;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that make other tables, against DuckDB. */
class TableStepOracleTest {
  static Stream<Arguments> cases() {
    return Oracle.cases();
  }

  /** Compares whole tables without timestamps. */
  private static void check(Bench bench, GeneratedTable table, String sql, Step... steps)
      throws SQLException {
    assertThat(bench.rows(table.data, steps))
        .as(sql)
        .usingElementComparator(
            (a, b) -> {
              boolean same = a.size() == b.size();
              for (int i = 0; same && i < a.size(); i++) {
                same = Comparing.nearly(a.get(i), b.get(i)) == 0;
              }
              return same ? 0 : 1;
            })
        .isEqualTo(table.query(sql));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void joinsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          Step some = new Step.Filter("r % 3 = 0");
          try (Dataset other =
              bench
                  .run(table.data, some, new Step.Select(List.of("r", "n", "s", "f", "t")))
                  .data()) {
            bench.others.put("other", other);
            for (List<String> keys :
                List.of(
                    List.of("n"), List.of("s"), List.of("f"), List.of("t"), List.of("n", "s"))) {
              List<Join.Key> pairs = new ArrayList<>();
              List<String> on = new ArrayList<>();
              for (String key : keys) {
                pairs.add(new Join.Key(key, key));
                String zero = key.equals("f") ? " + 0.0" : "";
                on.add("d." + key + zero + " = o." + key + zero);
              }
              String condition = String.join(" AND ", on);
              String from = "(SELECT * FROM d WHERE r % 3 = 0) o";
              for (Join.Kind kind : Join.Kind.values()) {
                String sql =
                    switch (kind) {
                      case INNER -> "SELECT d.r, o.r FROM d JOIN " + from + " ON " + condition;
                      case LEFT -> "SELECT d.r, o.r FROM d LEFT JOIN " + from + " ON " + condition;
                      case ANTI -> "SELECT d.r, d.n FROM d ANTI JOIN " + from + " ON " + condition;
                    };
                String second = kind == Join.Kind.ANTI ? "n" : "other_r";
                check(
                    bench,
                    table,
                    sql + " ORDER BY 1, 2 NULLS LAST",
                    new Join("other", kind, pairs),
                    new Step.Select(List.of("r", second)));
              }
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pivotsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          String cells =
              "count(x) FILTER (n = -3), count(x) FILTER (n = -2), count(x) FILTER (n = -1),"
                  + " count(x) FILTER (n = 0), count(x) FILTER (n = 1), count(x) FILTER (n = 2),"
                  + " count(x) FILTER (n = 3), count(x) FILTER (n IS NULL)";
          check(
              bench,
              table,
              "SELECT coalesce(s, 'none') AS s, " + cells + " FROM d GROUP BY ALL ORDER BY min(r)",
              new Step.FillNulls("s", "none"),
              new Step.Pivot(List.of("s"), "n", "x", AggregateFunction.COUNT),
              new Step.FillNulls("-3", "0"),
              new Step.FillNulls("-2", "0"),
              new Step.FillNulls("-1", "0"),
              new Step.FillNulls("0", "0"),
              new Step.FillNulls("1", "0"),
              new Step.FillNulls("2", "0"),
              new Step.FillNulls("3", "0"),
              new Step.FillNulls("null", "0"));
          check(
              bench,
              table,
              "SELECT max(x) FILTER (NOT b), max(x) FILTER (b), max(x) FILTER (b IS NULL) FROM d",
              new Step.Pivot(List.of(), "b", "x", AggregateFunction.MAX));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void unpivotsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          check(
              bench,
              table,
              "SELECT r, name, value FROM (SELECT r, n::DOUBLE AS n, x FROM d)"
                  + " UNPIVOT INCLUDE NULLS (value FOR name IN (n, x)) ORDER BY r, name",
              new Step.Select(List.of("r", "n", "x")),
              new Step.Unpivot(List.of("n", "x"), "name", "value"));
          check(
              bench,
              table,
              "SELECT r, name, value FROM (SELECT r, n::VARCHAR AS n, s FROM d)"
                  + " UNPIVOT INCLUDE NULLS (value FOR name IN (n, s)) ORDER BY r, name",
              new Step.Select(List.of("r", "n", "s")),
              new Step.Unpivot(List.of("n", "s"), "name", "value"));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void looksAtOtherRowsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          for (boolean descending : new boolean[] {false, true}) {
            for (Function function : Function.values()) {
              for (String column :
                  function == Function.LAG || function == Function.LEAD
                      ? List.of("s", "i", "x")
                      : List.of("n", "x")) {
                String order = "x " + (descending ? "DESC" : "ASC") + " NULLS LAST";
                String rows = " ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)";
                String over = " OVER (PARTITION BY s, b ORDER BY " + order + ", r";
                String sql =
                    switch (function) {
                      case ROW_NUMBER -> "row_number()" + over + ")";
                      case RANK -> "rank() OVER (PARTITION BY s, b ORDER BY " + order + ")";
                      case LAG -> "lag(" + column + ", 5)" + over + ")";
                      case LEAD -> "lead(" + column + ", 5)" + over + ")";
                      case RUNNING_SUM ->
                          "sum(" + column + ")" + over + " ROWS UNBOUNDED PRECEDING)";
                      case MOVING_SUM -> "sum(" + column + ")" + over + rows;
                      case MOVING_AVERAGE -> "avg(" + column + ")" + over + rows;
                    };
                Oracle.check(
                    bench,
                    table,
                    "new",
                    "SELECT " + sql + " FROM d ORDER BY r",
                    new Step.Window(
                        function,
                        column,
                        5,
                        List.of("s", "b"),
                        List.of(new Step.Sort.Key("x", descending)),
                        "new"));
              }
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesASampleThatTheSeedDecides(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          Set<List<Object>> samples = new java.util.HashSet<>();
          for (long chosen = 0; chosen < 20; chosen++) {
            Step step = new Step.Sample(50, chosen);
            List<Object> rows = new ArrayList<>();
            bench.rows(table.data, step).forEach(row -> rows.add(row.getFirst()));
            List<Object> again = new ArrayList<>();
            bench.rows(table.data, step).forEach(row -> again.add(row.getFirst()));
            assertThat(rows).hasSize(50).isEqualTo(again);
            assertThat(new ArrayList<Object>(new TreeSet<>(rows))).isEqualTo(rows);
            samples.add(rows);
          }
          assertThat(samples).hasSize(20);
          check(
              bench,
              table,
              "SELECT r FROM d ORDER BY r",
              new Step.Sample(10_000, 1),
              new Step.Select(List.of("r")));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheFirstRowsAsASortWould(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          for (String column : List.of("i", "n", "x", "s", "t")) {
            for (boolean descending : new boolean[] {false, true}) {
              check(
                  bench,
                  table,
                  "SELECT r FROM d ORDER BY "
                      + column
                      + (descending ? " DESC" : "")
                      + " NULLS LAST, s NULLS LAST, r LIMIT 40",
                  new Step.Sort(
                      List.of(
                          new Step.Sort.Key(column, descending), new Step.Sort.Key("s", false))),
                  new Step.Limit(40),
                  new Step.Select(List.of("r")));
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void groupsInAStep(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) ->
            check(
                bench,
                table,
                "SELECT s, sum(n), median(x) FROM d WHERE b GROUP BY s ORDER BY min(r)",
                new Step.Filter("b"),
                new Step.GroupBy(
                    List.of("s"),
                    List.of(
                        new Operation("n", AggregateFunction.SUM, "total"),
                        new Operation("x", AggregateFunction.MEDIAN, "middle")))));
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void runsAPipelineOnTheDataSetThatItNames(Bench.Path path) {
    try (Bench bench = new Bench(path)) {
      var numbers = new Int64ColumnBuilder("n");
      numbers.append(7);
      try (Dataset data = bench.dataset(numbers)) {
        bench.others.put("numbers", data);
        Pipeline steps = Bench.options(new Step.Cast("n", ColumnType.STRING)).pipeline();
        try (Dataset made = bench.processor.run(steps.over("numbers")).data()) {
          assertThat(Bench.rows(made)).containsExactly(List.of("7"));
        }
        assertThat(
                catchThrowableOfType(
                        dev.alidade.engine.InvalidRequest.class, () -> bench.processor.run(steps))
                    .sentence())
            .isEqualTo("The pipeline names no data set to run on.");
      }
      assertThat(bench.usedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void addsWindowsThatFitThoughPartsOfThemDoNot(Bench.Path path) {
    try (Bench bench = new Bench(path)) {
      var big = new Int64ColumnBuilder("big");
      for (long value : new long[] {-5, Long.MAX_VALUE, 3, -10}) {
        big.append(value);
      }
      try (Dataset data = bench.dataset(big)) {
        assertThat(bench.last(data, sum(Function.MOVING_SUM, 3)))
            .containsExactly(-5L, Long.MAX_VALUE - 5, Long.MAX_VALUE - 2, Long.MAX_VALUE - 7);
        DataException.StepFailed failed =
            catchThrowableOfType(
                DataException.StepFailed.class,
                () -> bench.last(data, sum(Function.MOVING_SUM, 2)));
        assertThat(failed.sentence()).startsWith("Row 3: the sum of the column \"big\"");
      }
      assertThat(bench.usedBytes()).isZero();
    }
  }

  private static Step sum(Function function, long rows) {
    return new Step.Window(function, "big", rows, List.of(), List.of(), "sum");
  }
}
