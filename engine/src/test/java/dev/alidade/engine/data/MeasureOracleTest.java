package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Dataset;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures that look at the rows of each group, against DuckDB. */
class MeasureOracleTest {
  private static final List<List<String>> KEYS =
      List.of(List.of(), List.of("s"), List.of("n", "b"), List.of("t"), List.of("p"));

  static Stream<Arguments> cases() {
    return Oracle.cases()
        .flatMap(
            each -> KEYS.stream().map(keys -> Arguments.of(each.get()[0], each.get()[1], keys)));
  }

  private static Operation of(String field, AggregateFunction function) {
    return new Operation(field, function, function + " of " + field);
  }

  @ParameterizedTest(name = "{0}, {1}, by {2}")
  @MethodSource("cases")
  void measuresAsDuckDbDoes(Bench.Path path, long seed, List<String> keys) throws SQLException {
    List<Operation> operations =
        List.of(
            of("s", AggregateFunction.COUNT_DISTINCT),
            of("p", AggregateFunction.COUNT_DISTINCT),
            of("f", AggregateFunction.COUNT_DISTINCT),
            of("i", AggregateFunction.COUNT_DISTINCT),
            of("b", AggregateFunction.COUNT_DISTINCT),
            of("x", AggregateFunction.MEDIAN),
            of("n", AggregateFunction.MEDIAN),
            Operation.percentile("x", 10, "p10"),
            Operation.percentile("x", 99.5, "p99.5"),
            of("x", AggregateFunction.STD),
            of("n", AggregateFunction.STD),
            of("x", AggregateFunction.VARIANCE),
            of("s", AggregateFunction.FIRST),
            of("i", AggregateFunction.FIRST),
            of("b", AggregateFunction.LAST),
            of("f", AggregateFunction.LAST),
            of("p", AggregateFunction.COLLECT),
            of("n", AggregateFunction.COLLECT));
    String group = keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
    String sql =
        "SELECT count(DISTINCT s), count(DISTINCT p), count(DISTINCT f + 0.0), count(DISTINCT i),"
            + " count(DISTINCT b), median(x), median(n), quantile_cont(x, 0.1),"
            + " quantile_cont(x, 0.995), stddev_samp(x), stddev_samp(n), var_samp(x),"
            + " arg_min(s, r) FILTER (s IS NOT NULL), arg_min(i, r) FILTER (i IS NOT NULL),"
            + " arg_max(b, r) FILTER (b IS NOT NULL), arg_max(f, r) FILTER (f IS NOT NULL),"
            + " to_json(list(p ORDER BY r) FILTER (p IS NOT NULL))::VARCHAR,"
            + " to_json(list(n ORDER BY r) FILTER (n IS NOT NULL))::VARCHAR FROM d"
            + group
            + " ORDER BY min(r)";
    Oracle.on(
        path,
        seed,
        (bench, table) -> check(bench, table, new AggregationOptions(keys, operations), sql));
  }

  @ParameterizedTest(name = "{0}, {1}, by {2}")
  @MethodSource("cases")
  void findsTheMostFrequentValue(Bench.Path path, long seed, List<String> keys)
      throws SQLException {
    String list = String.join(", ", keys);
    String by = keys.isEmpty() ? "" : list + ", ";
    String join =
        keys.isEmpty()
            ? "ON true"
            : "ON "
                + String.join(
                    " AND ",
                    keys.stream().map(k -> "g." + k + " IS NOT DISTINCT FROM v." + k).toList());
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          for (String column : List.of("s", "n", "b")) {
            String values =
                "SELECT %1$s%2$s AS value, count(*) AS c, min(r) AS f FROM d WHERE %2$s IS NOT NULL GROUP BY ALL"
                    .formatted(by, column);
            // The values by their frequency, the first that comes before others as frequent.
            String sql =
                "SELECT (list(v.value ORDER BY v.c DESC, v.f) FILTER (v.value IS NOT NULL))[1] FROM"
                    + " (SELECT "
                    + by
                    + "min(r) AS first FROM d"
                    + (keys.isEmpty() ? "" : " GROUP BY " + list)
                    + ") g LEFT JOIN ("
                    + values
                    + ") v "
                    + join
                    + " GROUP BY g.first ORDER BY g.first";
            check(
                bench,
                table,
                new AggregationOptions(keys, List.of(of(column, AggregateFunction.MODE))),
                sql);
          }
        });
  }

  private static void check(
      Bench bench, GeneratedTable table, AggregationOptions options, String sql)
      throws SQLException {
    try (Dataset data = bench.processor.aggregate(table.data, options).data()) {
      List<List<@Nullable Object>> expected = table.query(sql);
      List<List<@Nullable Object>> found = Bench.rows(data);
      assertThat(found).hasSameSizeAs(expected);
      int keys = options.groupBy().size();
      for (int row = 0; row < found.size(); row++) {
        for (int i = 0; i < options.operations().size(); i++) {
          Object value = found.get(row).get(keys + i);
          assertThat(Comparing.nearly(value, expected.get(row).get(i)))
              .as(
                  "group %d, %s: %s, not %s",
                  row, options.operations().get(i).alias(), value, expected.get(row).get(i))
              .isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.alidade.engine.data.Oracle#cases")
  void addsFloatsWithWhatRoundingTook(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          {
            Step.Compute large = new Step.Compute("large", "if(r % 2 = 0, 1e16, -1e16) + x");
            try (Dataset data = bench.run(table.data, large).data();
                Dataset sums =
                    bench
                        .processor
                        .aggregate(
                            data,
                            new AggregationOptions(
                                List.of("s"),
                                List.of(new Operation("large", AggregateFunction.SUM, "total"))))
                        .data()) {
              List<Object> expected =
                  List.copyOf(
                      table.column(
                          "SELECT fsum(large) FROM (SELECT *, CASE WHEN r % 2 = 0 THEN 1e16 ELSE"
                              + " -1e16 END::DOUBLE + x AS large FROM d) GROUP BY s ORDER BY"
                              + " min(r)"));
              assertThat(Bench.values(sums, "total"))
                  .usingElementComparator(Comparing::nearly)
                  .isEqualTo(expected);
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("dev.alidade.engine.data.Oracle#cases")
  void refusesAPercentileThatIsNone(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          for (Operation wrong :
              List.of(
                  of("x", AggregateFunction.PERCENTILE),
                  Operation.percentile("x", 101, "p"),
                  Operation.percentile("x", Double.NaN, "p"),
                  new Operation("x", AggregateFunction.SUM, "s", OptionalDouble.of(5)))) {
            assertThatThrownBy(
                    () ->
                        bench.processor.aggregate(
                            table.data, new AggregationOptions(List.of(), List.of(wrong))))
                .isInstanceOf(DataException.AggregationFailed.class)
                .hasMessageContaining("percentile");
          }
        });
  }
}
