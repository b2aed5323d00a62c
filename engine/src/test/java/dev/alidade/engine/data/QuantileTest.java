package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.LoadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Medians and percentiles of times, and of numbers at the ends of their types. */
class QuantileTest {
  @TempDir Path folder;

  static java.util.stream.Stream<Arguments> cases() {
    return Oracle.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void timesHaveTimesBetweenThemAsInDuckDb(Bench.Path path, long seed) throws SQLException {
    List<Operation> operations =
        List.of(
            new Operation("t", AggregateFunction.MEDIAN, "m"),
            Operation.percentile("t", 25, "p25"),
            Operation.percentile("t", 100, "p100"));
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          List<List<@Nullable Object>> expected = new ArrayList<>();
          table
              .query(
                  "SELECT epoch_us(median(t)), epoch_us(quantile_cont(t, 0.25)), epoch_us(max(t))"
                      + " FROM d GROUP BY s ORDER BY min(r)")
              .forEach(
                  row ->
                      expected.add(
                          row.stream()
                              .map(
                                  us ->
                                      (Object)
                                          Instant.ofEpochMilli(Math.floorDiv((long) us, 1_000)))
                              .toList()));
          try (Dataset data =
              bench
                  .processor
                  .aggregate(table.data, new AggregationOptions(List.of("s"), operations))
                  .data()) {
            List<List<@Nullable Object>> found = new ArrayList<>();
            Bench.rows(data).forEach(row -> found.add(row.subList(1, 4)));
            assertThat(found).isEqualTo(expected);
          }
        });
  }

  @Test
  void neighboursAtTheEndsOfInt64AreExactUntilRounded() {
    try (Bench bench = new Bench(Bench.Path.JAVA)) {
      var n = new Int64ColumnBuilder("n");
      n.append(Long.MIN_VALUE);
      n.append(Long.MAX_VALUE);
      try (Dataset data = bench.dataset(n);
          Dataset found =
              bench
                  .processor
                  .aggregate(
                      data,
                      new AggregationOptions(
                          List.of(), List.of(new Operation("n", AggregateFunction.MEDIAN, "m"))))
                  .data()) {
        assertThat(Bench.rows(found)).containsExactly(List.of(-0.5));
      }
    }
  }

  @Test
  void aStreamGivesTheSameAsTheWhole() throws IOException {
    Path file = folder.resolve("ends.csv");
    Files.writeString(
        file,
        """
        f,n,t
        -1.6e308,-9223372036854775808,0001-01-01T00:00:00Z
        1.6e308,9223372036854775807,9999-12-31T23:59:59.999Z
        """);
    List<Operation> operations =
        List.of(
            new Operation("f", AggregateFunction.MEDIAN, "f"),
            new Operation("n", AggregateFunction.MEDIAN, "n"),
            new Operation("t", AggregateFunction.MEDIAN, "t"));
    AggregationOptions asked = new AggregationOptions(List.of(), operations);
    try (WasmServices engine =
        WasmServices.open(WasmServicesConfig.builder().calibrateAtOpen(false).build())) {
      Map<String, Object> streamed =
          engine
              .dataProcessor()
              .aggregate(
                  engine.datasets().stream(file, LoadOptions.defaults(), Progress.NONE),
                  asked,
                  Progress.NONE)
              .rows()
              .getFirst();
      Dataset loaded = engine.datasets().load(file, LoadOptions.defaults());
      try (Dataset whole = engine.dataProcessor().aggregate(loaded, asked).data()) {
        assertThat(List.copyOf(streamed.values())).isEqualTo(Bench.rows(whole).getFirst());
      }
      assertThat(streamed)
          .containsEntry("f", 0.0)
          .containsEntry("n", -0.5)
          .containsEntry("t", Instant.parse("5000-07-02T11:59:59.999Z"));
    }
  }
}
