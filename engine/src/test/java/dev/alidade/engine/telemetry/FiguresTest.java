package dev.alidade.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.module.ShardUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SteeredTime time = new SteeredTime();
  private final AtomicReference<ProcessUsage> process =
      new AtomicReference<>(Samples.quietProcess());
  private final Figures figures = new Figures(time, time, process::get);

  private void second() {
    time.pass(SECOND);
    figures.sample();
  }

  @Test
  void countsEveryPathByItself() {
    figures.record(Samples.wasm("vector.scan", 2_000_000));
    figures.record(Samples.wasm("vector.scan", 4_000_000));
    figures.record(Samples.java("vector.scan", 9_000_000));
    figures.record(Samples.sample("sql.query", ExecutionPath.SQLITE, 7_000));
    figures.record(Samples.fellBack("vector.scan", 9_000_000));
    figures.record(Samples.failed("data.sort", 1_000));

    PerformanceMetrics metrics = figures.metrics();

    assertThat(metrics.wasmCallCount()).isEqualTo(2);
    assertThat(metrics.averageWasmTime()).isEqualTo(Duration.ofMillis(3));
    assertThat(metrics.javaCallCount()).isEqualTo(3);
    assertThat(metrics.fallbackCallCount()).isEqualTo(1);
    assertThat(metrics.errorCount()).isEqualTo(1);
    assertThat(metrics.bytes()).isEqualTo(6 * 4_000);
    assertThat(metrics.operations())
        .extracting(OperationStats::operation, OperationStats::path, OperationStats::count)
        .containsExactlyInAnyOrder(
            tuple("vector.scan", ExecutionPath.WASM_SIMD, 2L),
            tuple("vector.scan", ExecutionPath.JAVA, 2L),
            tuple("sql.query", ExecutionPath.SQLITE, 1L),
            tuple("data.sort", ExecutionPath.JAVA, 1L));
    assertThat(metrics.last()).contains(Samples.failed("data.sort", 1_000));
  }

  @Test
  void countsKernelsAloneOnceItKnowsThem() {
    figures.kernels(Set.of("vector.scan.f32"));
    figures.record(Samples.wasm("vector.scan.f32", 2_000_000));
    figures.record(Samples.wasm("vector.search", 3_000_000));

    assertThat(figures.metrics().wasmCallCount()).isEqualTo(1);
    assertThat(figures.metrics().averageWasmTime()).isEqualTo(Duration.ofMillis(2));
    assertThat(figures.metrics().operations()).hasSize(2);
  }

  @Test
  void theLastOperationIsNoKernelCall() {
    figures.kernels(Set.of("vector.scan.f32"));
    figures.record(Samples.wasm("vector.search", 3_000_000));
    figures.record(Samples.wasm("vector.scan.f32", 2_000_000));

    assertThat(figures.metrics().last().orElseThrow().operation()).isEqualTo("vector.search");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void percentilesOfAnyWindowEqualOneHistogramOfItsCalls(long seed) {
    Random random = new Random(seed);
    List<List<Long>> seconds = new ArrayList<>();
    for (int s = 0; s < 1_000; s++) {
      List<Long> calls = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        calls.add((long) Math.exp(5 + random.nextGaussian() * 3 + s / 200.0));
      }
      calls.forEach(nanos -> figures.record(Samples.wasm("vector.scan", nanos)));
      seconds.add(calls);
      second();
    }
    for (int window : new int[] {1, 7, 60, 900}) {
      Histogram expected = histogramOf(seconds.subList(1_000 - window, 1_000));
      List<OperationStats> found = figures.metrics(Duration.ofSeconds(window)).operations();
      if (expected.getTotalCount() == 0) {
        assertThat(found).isEmpty();
        continue;
      }
      OperationStats stats = found.getFirst();
      assertThat(stats.count()).isEqualTo(expected.getTotalCount());
      assertThat(stats.p50Nanos()).isEqualTo(expected.getValueAtPercentile(50));
      assertThat(stats.p95Nanos()).isEqualTo(expected.getValueAtPercentile(95));
      assertThat(stats.p99Nanos()).isEqualTo(expected.getValueAtPercentile(99));
      assertThat(stats.maxNanos()).isEqualTo(expected.getMaxValue());
    }
    Histogram all = histogramOf(seconds);
    OperationStats total = figures.metrics().operations().getFirst();
    assertThat(total.p99Nanos()).isEqualTo(all.getValueAtPercentile(99));
    assertThat(total.meanNanos())
        .isCloseTo(
            seconds.stream().flatMap(List::stream).mapToLong(n -> n).average().orElseThrow(),
            within(1e-6));
  }

  private static Histogram histogramOf(List<List<Long>> seconds) {
    Histogram histogram = new Histogram(1, 3_600_000_000_000L, 2);
    seconds.stream().flatMap(List::stream).forEach(n -> histogram.recordValue(Math.max(1, n)));
    return histogram;
  }

  @Test
  void coarserTiersMergeTheSameCalls() {
    Histogram expected = new Histogram(1, 3_600_000_000_000L, 2);
    for (int s = 0; s < 3_600; s++) {
      long nanos = 1_000 + s * 37L % 100_000;
      figures.record(Samples.wasm("vector.scan", nanos));
      expected.recordValue(nanos);
      second();
    }
    OperationHistory hour = figures.history("vector.scan", Duration.ofHours(1));
    assertThat(hour.points()).hasSize(360).allMatch(p -> p.seconds() == 10 && p.count() == 10);
    OperationHistory day = figures.history("vector.scan", Duration.ofHours(24));
    assertThat(day.points()).hasSize(60).allMatch(p -> p.seconds() == 60 && p.count() == 60);
    OperationStats stats = figures.metrics(Duration.ofHours(24)).operations().getFirst();
    assertThat(stats.count()).isEqualTo(3_600);
    assertThat(stats.p95Nanos()).isEqualTo(expected.getValueAtPercentile(95));
  }

  @Test
  void keepsNoMoreThanItsTiersHold() {
    for (int s = 0; s < 2_000; s++) {
      figures.record(Samples.wasm("vector.scan", 1_000));
      second();
    }
    assertThat(figures.history("vector.scan", Duration.ofMinutes(15)).points()).hasSize(900);
    assertThat(figures.history("vector.scan", Duration.ofMinutes(16)).points()).hasSize(96);
    assertThat(figures.metrics().operations().getFirst().count()).isEqualTo(2_000);
  }

  @Test
  void aStretchWithoutCallsHasPointsOfZero() {
    figures.record(Samples.wasm("vector.scan", 1_000));
    second();
    second();
    second();
    assertThat(figures.history("vector.scan", Duration.ofMinutes(1)).points())
        .extracting(OperationHistory.Point::count)
        .containsExactly(1L, 0L, 0L);
  }

  @Test
  void sleepLeavesAGap() {
    second();
    second();
    time.setWall(Duration.ofMinutes(20));
    second();
    second();

    List<OperationHistory.Point> points =
        figures.history("vector.scan", Duration.ofHours(1)).points();
    List<MemoryHistory.Point> fine = figures.memory(Duration.ofMinutes(15)).points();
    assertThat(fine).hasSize(2);
    assertThat(Duration.between(fine.getFirst().at(), fine.getLast().at())).isEqualTo(SECOND);
    assertThat(points).hasSize(2);
    assertThat(Duration.between(points.getFirst().at(), points.getLast().at()))
        .isEqualTo(Duration.ofMinutes(20).plusSeconds(2));
  }

  @Test
  void aClockSetBackNeitherReordersNorLosesPoints() {
    Instant before = time.instant();
    for (int s = 0; s < 10; s++) {
      second();
    }
    time.setWall(Duration.ofHours(-5));
    for (int s = 0; s < 10; s++) {
      second();
    }
    List<MemoryHistory.Point> points = figures.memory(Duration.ofMinutes(1)).points();
    assertThat(points).hasSize(20);
    assertThat(points).extracting(MemoryHistory.Point::at).isSorted();
    assertThat(points.getLast().at()).isEqualTo(before.plusSeconds(20).minus(Duration.ofHours(5)));
  }

  @Test
  void aLateRoundIsOneLongInterval() {
    second();
    time.pass(Duration.ofMillis(3_500));
    figures.sample();
    assertThat(figures.history("vector.scan", Duration.ofMinutes(1)).points())
        .extracting(OperationHistory.Point::seconds)
        .containsExactly(1.0, 3.5);
  }

  @Test
  void heatmapCellsHoldEveryCall() {
    figures.record(Samples.wasm("vector.scan", 1_000));
    figures.record(Samples.wasm("vector.scan", 1_000));
    figures.record(Samples.java("vector.scan", 1_000_000));
    second();
    OperationHistory.Point point =
        figures.history("vector.scan", Duration.ofMinutes(1)).points().getFirst();
    assertThat(point.latencyCells()).containsEntry(19, 2L).containsEntry(39, 1L).hasSize(2);
    assertThat(point.countByPath())
        .containsEntry(ExecutionPath.WASM_SIMD, 2L)
        .containsEntry(ExecutionPath.JAVA, 1L);
  }

  @Test
  void memoryAndProcessorComeFromTheDifferenceOfReadings() {
    figures.linearMemory(() -> new LinearUsage(60, 30, 10, 128, 1_024));
    process.set(
        new ProcessUsage(
            200_000_000,
            1_000_000_000,
            400_000_000,
            8_000_000_000L,
            500_000_000,
            2,
            3,
            12,
            9,
            7,
            30));
    second();
    process.set(
        new ProcessUsage(
            150_000_000,
            1_000_000_000,
            390_000_000,
            8_000_000_000L,
            2_500_000_000L,
            2,
            4,
            20,
            9,
            5,
            20));
    second();
    List<MemoryHistory.Point> points = figures.memory(Duration.ofMinutes(1)).points();
    assertThat(points.getFirst().processCpuFraction()).isEqualTo(0.25);
    assertThat(points.getLast().processCpuFraction()).isEqualTo(1.0);
    assertThat(points.getLast().gcPauseMillis()).isEqualTo(8);
    assertThat(points.getLast().gcCount()).isEqualTo(1);
    assertThat(points.getLast().vectorBytes()).isEqualTo(60);
    assertThat(points.getLast().linearCommittedBytes()).isEqualTo(128);
    for (int s = 0; s < 18; s++) {
      second();
    }
    MemoryHistory.Point coarse = figures.memory(Duration.ofHours(1)).points().getFirst();
    assertThat(coarse.heapUsedBytes()).as("a peak is not lost").isEqualTo(200_000_000);
    assertThat(coarse.gcPauseMillis()).isEqualTo(20);
    assertThat(coarse.process().threads()).as("nor that of threads").isEqualTo(30);
    assertThat(coarse.process().directBytes()).isEqualTo(7);
  }

  @Test
  void everyShardAndTheWorkspaceAreSampled() {
    figures.shards(
        () ->
            List.of(
                new ShardUsage("vector", 0, true, 60, 0, 4, 128, 1_024),
                new ShardUsage("data", 0, true, 0, 30, 0, 64, 1_024)));
    figures.storage(() -> new StorageUsage(4_096, 8_192));
    second();
    figures.shards(() -> List.of(new ShardUsage("vector", 0, true, 10, 0, 9, 128, 1_024)));
    for (int s = 0; s < 19; s++) {
      second();
    }
    MemoryHistory.Point fine = figures.memory(Duration.ofMinutes(1)).points().getFirst();
    assertThat(fine.shards()).extracting(ShardUsage::module).containsExactly("vector", "data");
    assertThat(fine.storage().fileBytes()).isEqualTo(4_096);
    MemoryHistory.Point coarse = figures.memory(Duration.ofHours(1)).points().getFirst();
    assertThat(coarse.shards())
        .as("each keeps its peaks")
        .containsExactly(
            new ShardUsage("vector", 0, true, 60, 0, 9, 128, 1_024),
            new ShardUsage("data", 0, true, 0, 30, 0, 64, 1_024));
  }

  @Test
  void totalsCountEveryCallInItsBucket() {
    figures.record(Samples.wasm("vector.scan", 1_000));
    figures.record(Samples.wasm("vector.scan", 1_100));
    second();
    figures.record(Samples.wasm("vector.scan", 2_000_000));
    figures.record(Samples.wasm("vector.scan", 200_000_000_000L));
    OperationTotals totals = figures.totals().getFirst();
    assertThat(totals.stats().count()).isEqualTo(4);
    assertThat(totals.buckets()).hasSize(OperationTotals.BOUNDS_NANOS.size() + 1);
    assertThat(totals.buckets().getFirst()).as("up to a microsecond").isEqualTo(1);
    assertThat(totals.buckets().get(1)).as("up to 2.5 µs").isEqualTo(1);
    assertThat(totals.buckets().get(OperationTotals.BOUNDS_NANOS.indexOf(2_500_000L))).isEqualTo(1);
    assertThat(totals.buckets().getLast()).as("more than 100 s").isEqualTo(1);
  }

  @Test
  void timeInTheQueueIsSummedApart() {
    figures.record(
        new OperationSample(
            "vector.scan",
            new PathChoice(ExecutionPath.JAVA, "for the test"),
            1_000,
            1,
            1,
            1,
            false,
            false,
            70_000));
    figures.record(Samples.java("vector.scan", 1_000));
    OperationStats stats = figures.metrics().operations().getFirst();
    assertThat(stats.queuedNanos()).isEqualTo(70_000);
    assertThat(stats.meanNanos()).isEqualTo(1_000);
  }

  @Test
  void resetForgetsEverything() {
    figures.record(Samples.wasm("vector.scan", 1_000));
    second();
    figures.record(Samples.wasm("vector.scan", 1_000));
    figures.reset();
    assertThat(figures.metrics().operations()).isEmpty();
    assertThat(figures.metrics().last()).isEmpty();
    assertThat(figures.memory(Duration.ofMinutes(1)).points()).isEmpty();
    figures.record(Samples.wasm("vector.scan", 5_000));
    OperationStats stats = figures.metrics().operations().getFirst();
    assertThat(stats.count()).isEqualTo(1);
    assertThat(stats.meanNanos()).isEqualTo(5_000);
  }

  @Test
  void losesNoCallOfManyThreadsWhileItSamples() throws Exception {
    int threads = 4;
    int calls = 20_000;
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        tasks.add(
            () -> {
              for (int i = 0; i < calls; i++) {
                figures.record(Samples.wasm("vector.scan", 1_000 + i));
              }
              return true;
            });
      }
      List<Future<Boolean>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(workers.submit(task)));
      while (running.stream().anyMatch(f -> !f.isDone())) {
        second();
      }
      for (Future<Boolean> future : running) {
        assertThat(future.get()).isTrue();
      }
    }
    second();
    OperationStats stats = figures.metrics().operations().getFirst();
    assertThat(stats.count()).isEqualTo(threads * (long) calls);
    assertThat(stats.items()).isEqualTo(threads * (long) calls * 100);
    assertThat(stats.meanNanos()).isCloseTo(1_000 + (calls - 1) / 2.0, within(1e-6));
  }
}
