package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.LoadOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures over a file of several parts, beside those of the whole, DuckDB's and exact numbers. */
class StreamedMeasuresTest {
  private static final int ROWS = 200_000;

  @TempDir static Path folder;
  private static WasmServices engine;

  @BeforeAll
  static void open() {
    engine =
        WasmServices.open(WasmServicesConfig.builder().workers(2).calibrateAtOpen(false).build());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @AfterEach
  void forget() {
    engine.datasets().list().forEach(data -> engine.datasets().remove(data.name()));
  }

  private static Path file(String name, CharSequence text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static DatasetStream stream(Path csv) {
    return engine.datasets().stream(csv, LoadOptions.defaults(), Progress.NONE);
  }

  private static Operation op(String field, AggregateFunction function) {
    return new Operation(field, function, function + " " + field);
  }

  private static List<Map<String, Object>> streamed(Path csv, AggregationOptions asked) {
    return engine.dataProcessor().aggregate(stream(csv), asked, Progress.NONE).rows();
  }

  @Test
  void zerosOfBothSignsAndEveryNaNAreOneGroupOverAllParts() throws IOException {
    StringBuilder text = new StringBuilder("k,n\n");
    for (int i = 0; i < ROWS; i++) {
      // The sign of zero changes from part to part, and within the last one.
      text.append(i % 3 == 0 ? "NaN" : i < 70_000 ? "-0.0" : i < 140_000 ? "0.0" : "-0.0");
      text.append(",1\n");
    }
    Path csv = file("zeros.csv", text);
    AggregationOptions asked =
        new AggregationOptions(List.of("k"), List.of(op("n", AggregateFunction.SUM)));
    List<Map<String, Object>> found = streamed(csv, asked);
    assertThat(found).hasSize(2);
    assertThat(found).extracting(row -> row.get("SUM n")).containsExactly(66_667L, 133_333L);
    try (Dataset loaded = engine.datasets().load(csv, LoadOptions.defaults());
        Dataset whole = engine.dataProcessor().aggregate(loaded, asked).data()) {
      assertThat(found)
          .extracting(row -> row.get("k"))
          .containsExactly(whole.column("k").value(0), whole.column("k").value(1));
    }
  }

  @Test
  void sumsThatPass64BitsOnTheWayAreRightAndAverages() throws IOException {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder("k,n\n");
    Map<String, BigInteger> sums = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < ROWS; i++) {
      String key = "k" + random.nextInt(3);
      // Up in the first half, down in the second: parts and running totals leave int64, sums do
      // not.
      long magnitude = Long.MAX_VALUE - random.nextInt(1_000);
      long value = i < ROWS / 2 ? magnitude : -magnitude;
      if (i % 2 == 1 || i >= ROWS - 2) {
        value = random.nextInt();
      }
      sums.merge(key, BigInteger.valueOf(value), BigInteger::add);
      counts.merge(key, 1, Integer::sum);
      text.append(key).append(',').append(value).append('\n');
    }
    // Brings each group's sum back into int64, by more rows of the last part.
    for (String key : List.of("k0", "k1", "k2")) {
      while (sums.get(key).bitLength() >= 63) {
        long step = sums.get(key).signum() > 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        sums.merge(key, BigInteger.valueOf(step), BigInteger::add);
        counts.merge(key, 1, Integer::sum);
        text.append(key).append(',').append(step).append('\n');
      }
    }
    List<Map<String, Object>> found =
        streamed(
            file("wide.csv", text),
            new AggregationOptions(
                List.of("k"),
                List.of(op("n", AggregateFunction.SUM), op("n", AggregateFunction.AVG))));
    assertThat(found).hasSize(3);
    for (Map<String, Object> row : found) {
      BigInteger sum = sums.get(row.get("k"));
      assertThat(row.get("SUM n")).isEqualTo(sum.longValueExact());
      assertThat(row.get("AVG n")).isEqualTo(sum.doubleValue() / counts.get(row.get("k")));
    }
  }

  @Test
  void aSumThatDoesNotFitIsSaidAndItsAverageIsThere() throws IOException {
    StringBuilder text = new StringBuilder("n\n");
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < ROWS; i++) {
      long value = Long.MAX_VALUE - i;
      sum = sum.add(BigInteger.valueOf(value));
      text.append(value).append('\n');
    }
    Path csv = file("large.csv", text);
    assertThatThrownBy(
            () ->
                streamed(
                    csv,
                    new AggregationOptions(List.of(), List.of(op("n", AggregateFunction.SUM)))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("does not fit int64");
    List<Map<String, Object>> average =
        streamed(csv, new AggregationOptions(List.of(), List.of(op("n", AggregateFunction.AVG))));
    assertThat((Double) average.getFirst().get("AVG n"))
        .isEqualTo(new BigDecimal(sum).doubleValue() / ROWS);
  }

  @Test
  void measuresThatNeedTheValuesAreThoseOfTheWholeAndOfDuckDb() throws IOException, SQLException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("kind,n,x,word\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(random.nextInt(9) == 0 ? "" : "kind " + random.nextInt(40)).append(',');
      text.append(random.nextInt(9) == 0 ? "" : random.nextInt(5_000)).append(',');
      text.append(random.nextInt(9) == 0 ? "" : random.nextInt(2_000) / 8.0 - 100).append(',');
      text.append("word ").append(random.nextInt(300)).append('\n');
    }
    Path csv = file("values.csv", text);
    AggregationOptions asked =
        new AggregationOptions(
            List.of("kind"),
            List.of(
                op("n", AggregateFunction.COUNT_DISTINCT),
                op("word", AggregateFunction.COUNT_DISTINCT),
                op("kind", AggregateFunction.COUNT_DISTINCT),
                op("n", AggregateFunction.SUM),
                op("x", AggregateFunction.MEDIAN),
                Operation.percentile("x", 99.5, "high"),
                Operation.percentile("n", 0, "least"),
                op("word", AggregateFunction.MODE)));
    List<Map<String, Object>> found = streamed(csv, asked);
    try (Dataset loaded = engine.datasets().load(csv, LoadOptions.defaults());
        Dataset whole = engine.dataProcessor().aggregate(loaded, asked).data()) {
      assertThat(found).hasSize((int) whole.rowCount());
      for (int row = 0; row < found.size(); row++) {
        for (var column : whole.columns()) {
          String name = column.field().name();
          assertThat(found.get(row).get(name)).as(name).isEqualTo(column.value(row));
        }
      }
    }
    Map<Object, Map<String, Object>> byKind = new HashMap<>();
    found.forEach(row -> byKind.put(row.get("kind"), row));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                ("SELECT kind, count(DISTINCT n), count(DISTINCT word), median(x),"
                        + " quantile_cont(x, 0.995) FROM read_csv('%s') GROUP BY kind")
                    .formatted(csv))) {
      int groups = 0;
      while (rows.next()) {
        Map<String, Object> row = byKind.get(rows.getString(1));
        assertThat(row.get("COUNT_DISTINCT n")).isEqualTo(rows.getLong(2));
        assertThat(row.get("COUNT_DISTINCT word")).isEqualTo(rows.getLong(3));
        assertThat(row.get("MEDIAN x")).isEqualTo(rows.getDouble(4));
        assertThat((Double) row.get("high"))
            .isCloseTo(rows.getDouble(5), org.assertj.core.api.Assertions.within(1e-9));
        groups++;
      }
      assertThat(groups).isEqualTo(found.size());
    }
  }

  @Test
  void countsDifferentValuesOfAWholeFileWithoutKeysAndOfNothing() throws IOException {
    Path csv = file("one.csv", "n,empty\n" + "1,\n2,\n2,\n".repeat(30_000));
    AggregationOptions asked =
        new AggregationOptions(
            List.of(),
            List.of(
                op("n", AggregateFunction.COUNT_DISTINCT),
                op("empty", AggregateFunction.COUNT_DISTINCT),
                op("empty", AggregateFunction.MODE)));
    assertThat(streamed(csv, asked))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("COUNT_DISTINCT n")).isEqualTo(2L);
              assertThat(row.get("COUNT_DISTINCT empty")).isEqualTo(0L);
              assertThat(row.get("MODE empty")).isNull();
            });
  }

  @Test
  void tooManyDifferentValuesAreRefusedWithARemedy() throws IOException {
    StringBuilder text = new StringBuilder("n\n");
    for (int i = 0; i < 1_100_000; i++) {
      text.append(i).append('\n');
    }
    Path csv = file("many.csv", text);
    assertThatThrownBy(
            () ->
                streamed(
                    csv,
                    new AggregationOptions(
                        List.of(), List.of(op("n", AggregateFunction.COUNT_DISTINCT)))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("1,000,000 different values of \"n\"");
  }

  @Test
  void aMedianOfTextIsRefused() throws IOException {
    Path csv = file("text.csv", "n\na\nb\n");
    assertThatThrownBy(
            () ->
                streamed(
                    csv,
                    new AggregationOptions(List.of(), List.of(op("n", AggregateFunction.MEDIAN)))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("MEDIAN cannot be computed of \"n\"");
  }
}
