package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.runtime.MemoryExhausted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingTest {
  private static final int ROWS = 200_000;

  @TempDir static Path folder;
  private static WasmServices engine;
  private static Path csv;

  @BeforeAll
  static void open() throws IOException {
    engine =
        WasmServices.open(WasmServicesConfig.builder().workers(2).calibrateAtOpen(false).build());
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("kind,n,x,at\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(random.nextInt(9) == 0 ? "" : "kind " + random.nextInt(500)).append(',');
      text.append(random.nextInt(9) == 0 ? "" : random.nextInt(2_000_000_000)).append(',');
      text.append(random.nextInt(9) == 0 ? "" : random.nextGaussian() * 1e6).append(',');
      text.append("2024-01-").append(10 + random.nextInt(20)).append("T00:00:00Z\n");
    }
    csv = Files.writeString(folder.resolve("data.csv"), text);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static DatasetStream stream() {
    return engine.datasets().stream(csv, LoadOptions.defaults(), Progress.NONE);
  }

  private static Operation op(String field, AggregateFunction function) {
    return new Operation(field, function, function + " " + field);
  }

  @Test
  void measuresTheSpreadAsDuckDbDoesAndTheEndsAsTheWholeDoes() throws SQLException {
    AggregationOptions asked =
        new AggregationOptions(
            List.of("kind"),
            List.of(
                op("x", AggregateFunction.VARIANCE),
                op("n", AggregateFunction.STD),
                op("n", AggregateFunction.FIRST),
                op("x", AggregateFunction.LAST)));
    StreamResult result = engine.dataProcessor().aggregate(stream(), asked, Progress.NONE);
    Map<Object, Map<String, Object>> byKind = new HashMap<>();
    result.rows().forEach(row -> byKind.put(row.get("kind"), row));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT kind, var_samp(x), stddev_samp(n) FROM read_csv('%s') GROUP BY kind"
                    .formatted(csv))) {
      while (rows.next()) {
        Map<String, Object> row = byKind.get(rows.getString(1));
        assertThat((Double) row.get("VARIANCE x"))
            .isCloseTo(rows.getDouble(2), withinPercentage(1e-9));
        assertThat((Double) row.get("STD n")).isCloseTo(rows.getDouble(3), withinPercentage(1e-9));
      }
    }
    try (Dataset loaded = engine.datasets().load(csv, LoadOptions.defaults());
        Dataset whole = engine.dataProcessor().aggregate(loaded, asked).data()) {
      assertThat(result.rows()).hasSize((int) whole.rowCount());
      for (long row = 0; row < whole.rowCount(); row++) {
        Map<String, Object> streamed = byKind.get(whole.column("kind").value(row));
        assertThat(streamed.get("FIRST n")).isEqualTo(whole.column("FIRST n").value(row));
        assertThat(streamed.get("LAST x")).isEqualTo(whole.column("LAST x").value(row));
      }
    } finally {
      engine.datasets().list().forEach(data -> engine.datasets().remove(data.name()));
    }
  }

  /** Every step that a stream takes, with a limit in the middle. */
  @Test
  void collectsWhatTheStepsMakeOfTheWhole() {
    Pipeline pipeline =
        pipeline(
            new Step.Filter("n > 1000000000 or x is null"),
            new Step.Uppercase("kind"),
            new Step.Split("kind", " ", List.of("word", "number")),
            new Step.Pad("number", 4, "0", Step.Pad.Side.LEFT),
            new Step.Concat(List.of("number", "word"), "-", "code"),
            new Step.Hash("code", Step.Hash.Algorithm.SHA_256, "hash"),
            new Step.Scale("x", 0.5, 1),
            new Step.Round("x", 2),
            new Step.DateTruncate("at", CalendarUnit.MONTH),
            new Step.Limit(90_000),
            new Step.Compute("twice", "n * 2"),
            new Step.FillNulls("kind", "none"),
            new Step.Bucket("x", List.of(0.0, 1e6), "size"));
    try (Dataset collected =
            engine.dataProcessor().collect(stream(), pipeline, "some", Progress.NONE);
        Dataset loaded = engine.datasets().load(csv, LoadOptions.defaults());
        Dataset whole =
            engine
                .dataProcessor()
                .transform(loaded, new TransformOptions(pipeline, "whole", 0))
                .data()) {
      assertThat(collected.name()).isEqualTo("some");
      assertThat(collected.rowCount()).isEqualTo(90_000).isEqualTo(whole.rowCount());
      assertThat(collected.schema().fields())
          .extracting(Field::name, Field::type)
          .isEqualTo(
              whole.schema().fields().stream()
                  .map(field -> org.assertj.core.groups.Tuple.tuple(field.name(), field.type()))
                  .toList());
      for (int column = 0; column < whole.columns().size(); column++) {
        for (long row = 0; row < whole.rowCount(); row += 7) {
          assertThat(collected.column(column).value(row))
              .isEqualTo(whole.column(column).value(row));
        }
      }
    } finally {
      engine.datasets().list().forEach(data -> engine.datasets().remove(data.name()));
    }
  }

  @Test
  void aLimitEndsTheReading() {
    List<Double> reports = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            reports.add(fraction);
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };

    try (Dataset head =
        engine.dataProcessor().collect(stream(), pipeline(new Step.Limit(10)), "head", progress)) {
      assertThat(head.rowCount()).isEqualTo(10);
    }

    assertThat(reports).isNotEmpty().allSatisfy(done -> assertThat(done).isLessThan(0.9));
  }

  @Test
  void refusesToCollectMoreThanMayBeTaken() {
    assertThatThrownBy(
            () -> stream().collect(List.of(), part -> part, "all", 2_000_000, Progress.NONE))
        .isInstanceOf(MemoryExhausted.class)
        .hasMessageContaining("2,000,000");
  }

  private static Pipeline pipeline(Step... steps) {
    return new Pipeline(
        "steps", Arrays.stream(steps).map(step -> new Pipeline.Item(step, true)).toList());
  }

  @Test
  void aggregatesAsDuckDbDoes() throws SQLException {
    StreamResult result =
        engine
            .dataProcessor()
            .aggregate(
                stream(),
                new AggregationOptions(
                    List.of("kind"),
                    List.of(
                        op("*", AggregateFunction.COUNT),
                        op("n", AggregateFunction.COUNT),
                        op("n", AggregateFunction.SUM),
                        op("x", AggregateFunction.SUM),
                        op("x", AggregateFunction.AVG),
                        op("n", AggregateFunction.MIN),
                        op("x", AggregateFunction.MAX))),
                Progress.NONE);
    Map<Object, Map<String, Object>> byKind = new HashMap<>();
    result.rows().forEach(row -> byKind.put(row.get("kind"), row));
    assertThat(result.rowsIn()).isEqualTo(ROWS);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                ("SELECT kind, count(*), count(n), sum(n)::BIGINT, sum(x), avg(x), min(n), max(x)"
                        + " FROM read_csv('%s') GROUP BY kind")
                    .formatted(csv))) {
      int groups = 0;
      for (; rows.next(); groups++) {
        Map<String, Object> row = byKind.get(rows.getString(1));
        assertThat(row.get("COUNT *")).isEqualTo(rows.getLong(2));
        assertThat(row.get("COUNT n")).isEqualTo(rows.getLong(3));
        assertThat(row.get("SUM n")).isEqualTo(rows.getLong(4));
        assertThat((Double) row.get("SUM x")).isCloseTo(rows.getDouble(5), within(1e-3));
        assertThat((Double) row.get("AVG x")).isCloseTo(rows.getDouble(6), within(1e-6));
        assertThat(row.get("MIN n")).isEqualTo(rows.getLong(7));
        assertThat(row.get("MAX x")).isEqualTo(rows.getDouble(8));
      }
      assertThat(byKind).hasSize(groups);
    }
  }

  @Test
  void filtersAFileIntoAnotherAsDuckDbDoes() throws SQLException {
    Pipeline pipeline =
        new Pipeline("p", List.of(new Pipeline.Item(new Step.Filter("n > 1000000000"), true)));
    Path target = folder.resolve("filtered.parquet");
    StreamResult result =
        engine
            .dataProcessor()
            .transform(
                stream(),
                pipeline,
                target,
                new ExportOptions(ExportOptions.Format.PARQUET, false),
                Progress.NONE);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                ("SELECT (SELECT count(*) FROM (SELECT kind, n, x FROM read_csv('%1$s') WHERE n >"
                        + " 1000000000 EXCEPT ALL SELECT kind, n, x FROM '%2$s')), (SELECT"
                        + " count(*) FROM '%2$s')")
                    .formatted(csv, target))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isZero();
      assertThat(rows.getLong(2)).isEqualTo(result.rowsOut()).isPositive();
    }
  }

  @Test
  void refusesAStepThatNeedsAllRows() {
    Pipeline pipeline = new Pipeline("p", List.of(new Pipeline.Item(new Step.Sample(10, 1), true)));
    assertThatThrownBy(
            () ->
                engine
                    .dataProcessor()
                    .transform(
                        stream(),
                        pipeline,
                        folder.resolve("no.csv"),
                        new ExportOptions(ExportOptions.Format.CSV, false),
                        Progress.NONE))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("Sample");
    assertThat(folder.resolve("no.csv")).doesNotExist();
  }

  @Test
  void neverTakesMoreChunksThanAllowedAndKeepsTheirOrder() {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger given = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Iterator<Integer> source =
        IntStream.range(0, 500)
            .mapToObj(
                i -> {
                  most.accumulateAndGet(taken.incrementAndGet() - given.get(), Math::max);
                  return i;
                })
            .iterator();
    List<Integer> results = new ArrayList<>();
    StreamReport report =
        engine
            .dataProcessor()
            .<Integer, Integer>processStream(
                source,
                i -> i * 2,
                result -> {
                  given.incrementAndGet();
                  results.add(result);
                },
                new StreamOptions(4, 6, true),
                Progress.NONE);
    assertThat(results).isEqualTo(IntStream.range(0, 500).mapToObj(i -> i * 2).toList());
    assertThat(most.get()).isLessThanOrEqualTo(7);
    assertThat(report.most()).isEqualTo(6);
    assertThat(report.chunks()).isEqualTo(500);
  }

  @Test
  void handsOnWhatIsDoneFirstWhereOrderDoesNotMatter() {
    CountDownLatch second = new CountDownLatch(1);
    List<Integer> results = new ArrayList<>();
    engine
        .dataProcessor()
        .<Integer, Integer>processStream(
            List.of(0, 1).iterator(),
            i -> {
              if (i == 0) {
                await(second);
              }
              return i;
            },
            result -> {
              results.add(result);
              second.countDown();
            },
            new StreamOptions(2, 2, false),
            Progress.NONE);
    assertThat(results).containsExactly(1, 0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stopsWhenCancelledAndTellsOfEachChunk(boolean keepOrder) {
    AtomicInteger reported = new AtomicInteger();
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            assertThat(message)
                .isEqualTo(reported.incrementAndGet() == 1 ? "1 chunk" : reported + " chunks");
          }

          @Override
          public boolean cancelled() {
            return reported.get() >= 3;
          }
        };
    Iterator<Integer> endless = IntStream.iterate(0, i -> i + 1).iterator();
    assertThatThrownBy(
            () ->
                engine
                    .dataProcessor()
                    .<Integer, Integer>processStream(
                        endless, i -> i, i -> {}, new StreamOptions(2, 4, keepOrder), progress))
        .isInstanceOf(OperationCancelled.class);
    assertThat(reported).hasValue(3);
  }

  @Test
  void throwsWhatAWorkerThrew() {
    assertThatThrownBy(
            () ->
                engine
                    .dataProcessor()
                    .<Integer, Integer>processStream(
                        List.of(1, 2, 0, 4).iterator(),
                        i -> 10 / i,
                        i -> {},
                        StreamOptions.defaults(),
                        Progress.NONE))
        .isInstanceOf(ArithmeticException.class);
  }
}
