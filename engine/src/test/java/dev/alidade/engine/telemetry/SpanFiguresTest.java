package dev.alidade.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What views read of a stretch of time that was brushed. */
class SpanFiguresTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SteeredTime time = new SteeredTime();
  private final Instant start = time.instant();
  private final Figures figures = new Figures(time, time, Samples::quietProcess);

  private void second() {
    time.pass(SECOND);
    figures.sample();
  }

  private TimeSpan seconds(int from, int to) {
    return new TimeSpan(start.plusSeconds(from), start.plusSeconds(to));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void summariesOfABrushedStretchEqualOneHistogramOfItsCalls(long seed) {
    Random random = new Random(seed);
    Histogram expected = new Histogram(1, 3_600_000_000_000L, 2);
    long items = 0;
    for (int s = 0; s < 120; s++) {
      for (int call = random.nextInt(50); call > 0; call--) {
        long nanos = (long) Math.exp(7 + 12 * random.nextDouble());
        ExecutionPath path = random.nextBoolean() ? ExecutionPath.WASM_SIMD : ExecutionPath.JAVA;
        figures.record(Samples.sample("vector.scan", path, nanos));
        figures.record(Samples.java("noise", 1 + random.nextInt(1_000)));
        if (s >= 30 && s < 90) {
          expected.recordValue(nanos);
          items += 100;
        }
      }
      second();
    }

    OperationSummary summary =
        figures.operations(seconds(30, 90)).stream()
            .filter(s -> s.operation().equals("vector.scan"))
            .findFirst()
            .orElseThrow();

    assertThat(summary.count()).isEqualTo(expected.getTotalCount());
    assertThat(summary.items()).isEqualTo(items);
    assertThat(summary.p50Nanos()).isEqualTo(expected.getValueAtPercentile(50));
    assertThat(summary.p95Nanos()).isEqualTo(expected.getValueAtPercentile(95));
    assertThat(summary.p99Nanos()).isEqualTo(expected.getValueAtPercentile(99));
    assertThat(summary.maxNanos()).isEqualTo(expected.getMaxValue());
    assertThat(summary.byPath()).hasSize(2);
    assertThat(summary.byPath().stream().mapToLong(OperationStats::count).sum())
        .isEqualTo(summary.count());
    assertThat(figures.latencies("vector.scan", seconds(30, 90)).count())
        .isEqualTo(summary.count());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void percentilesReadFromBucketsEqualTheHistograms(long seed) {
    Random random = new Random(seed);
    LatencyCounts counts = new LatencyCounts();
    Histogram expected = LatencyCodec.empty();
    for (int part = 0; part < 4; part++) {
      Histogram histogram = LatencyCodec.empty();
      for (int i = random.nextInt(400); i >= 0; i--) {
        histogram.recordValue((long) Math.exp(25 * random.nextDouble()) + 1);
      }
      expected.add(histogram);
      counts.add(LatencyCodec.encode(histogram));
    }

    for (double percent : new double[] {0.1, 1, 25, 50, 75, 90, 95, 99, 99.9, 100}) {
      assertThat(counts.percentile(percent))
          .as("p%s", percent)
          .isEqualTo(expected.getValueAtPercentile(percent));
    }
    assertThat(counts.max()).isEqualTo(expected.getMaxValue());
    assertThat(counts.cells(8).values().stream().mapToLong(n -> n).sum())
        .isEqualTo(expected.getTotalCount());
  }

  @Test
  void severalOperationsTogetherAreOneHistory() {
    figures.record(Samples.wasm("a", 1_000));
    figures.record(Samples.java("b", 9_000));
    figures.record(Samples.java("c", 90_000));
    second();
    TimeSpan span = seconds(0, 1);

    assertThat(figures.history(Set.of("a", "b"), span).points().getFirst().count()).isEqualTo(2);
    assertThat(figures.history(Set.of(), span).points().getFirst().count()).isEqualTo(3);
    assertThat(figures.history(Set.of(), span).points().getFirst().p50Nanos())
        .isEqualTo(LatencyCodec.empty().highestEquivalentValue(9_000));
    assertThat(figures.history(Set.of("absent"), span).points().getFirst().count()).isZero();
  }

  @Test
  void aSpanTakesTheIntervalsThatEndInIt() {
    for (int s = 0; s < 10; s++) {
      figures.record(Samples.java("a", 1_000));
      second();
    }

    assertThat(figures.history(Set.of("a"), seconds(3, 7)).points())
        .extracting(OperationHistory.Point::at)
        .containsExactly(
            start.plusSeconds(4), start.plusSeconds(5), start.plusSeconds(6), start.plusSeconds(7));
    assertThat(figures.memory(seconds(3, 7)).points()).hasSize(4);
    assertThat(figures.operations(seconds(3, 7)).getFirst().count()).isEqualTo(4);
  }

  @Test
  void aSpanUpToNowHoldsWhatIsNotSampledYet() {
    figures.record(Samples.java("a", 1_000));
    second();
    figures.record(Samples.java("a", 2_000));

    assertThat(figures.operations(seconds(0, 5)).getFirst().count()).isEqualTo(2);
    assertThat(figures.operations(new TimeSpan(start, start.plusMillis(1))).isEmpty()).isTrue();
  }

  @Test
  void keepsTheSlowestCallsOfEveryIntervalWithTheirTime() {
    List<Long> nanos =
        new ArrayList<>(IntStream.rangeClosed(1, 500).mapToObj(i -> i * 1_000L).toList());
    Collections.shuffle(nanos, new Random(7));
    for (int s = 0; s < 5; s++) {
      nanos.subList(s * 100, s * 100 + 100).forEach(n -> figures.record(Samples.java("a", n)));
      second();
    }
    List<Long> expected = new ArrayList<>();
    for (int s = 0; s < 5; s++) {
      nanos.subList(s * 100, s * 100 + 100).stream()
          .sorted(Comparator.reverseOrder())
          .limit(SlowestCalls.KEPT)
          .forEach(expected::add);
    }
    expected.sort(Comparator.reverseOrder());

    List<SlowCall> slowest = figures.operations(seconds(0, 5)).getFirst().slowest();

    assertThat(slowest)
        .extracting(call -> call.sample().nanos())
        .containsExactlyElementsOf(expected);
    assertThat(slowest).allSatisfy(call -> assertThat(call.at()).isBetween(start, time.instant()));
    figures.reset();
    assertThat(figures.operations(seconds(0, 5))).isEmpty();
  }

  @Test
  void tellsWhichStretchIsSampled() {
    assertThat(figures.sampled()).isEmpty();
    second();
    second();
    assertThat(figures.sampled()).contains(seconds(0, 2));
  }

  @Test
  void distributionHasNoHolesAndStepsOfAnEighthOctave() {
    figures.record(Samples.java("a", 1_000));
    figures.record(Samples.java("a", 8_000));
    second();

    LatencyDistribution distribution = figures.latencies("a", seconds(0, 1));

    assertThat(distribution.bins()).hasSize(25);
    assertThat(distribution.bins().getFirst().fromNanos()).isLessThanOrEqualTo(1_000);
    assertThat(distribution.bins().getLast().toNanos()).isGreaterThan(8_000);
    for (int i = 1; i < distribution.bins().size(); i++) {
      assertThat(distribution.bins().get(i).fromNanos())
          .isCloseTo(distribution.bins().get(i - 1).toNanos(), within(1e-6));
    }
    assertThat(figures.latencies("absent", seconds(0, 1)).bins()).isEmpty();
  }

  @Test
  void refusesAStretchThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> new TimeSpan(start, start)).isInstanceOf(InvalidRequest.class);
  }
}
