package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Turns frames into what views read. Pure functions. */
final class FrameFigures {
  /** Cells of the heatmap: half-octaves. */
  private static final int CELLS_AN_OCTAVE = 2;

  /** Slow calls in a summary. */
  private static final int SLOW_CALLS = 20;

  private FrameFigures() {}

  /** Some operations, or all where none is named, in one interval. */
  static OperationHistory.Point point(Set<String> operations, Frame frame, Instant at) {
    Counts counts = Counts.ZERO;
    Map<ExecutionPath, Long> byPath = new EnumMap<>(ExecutionPath.class);
    LatencyCounts latencies = new LatencyCounts();
    for (Slice slice : frame.slices().values()) {
      if (operations.isEmpty() || operations.contains(slice.key().operation())) {
        slice.addLatenciesTo(latencies);
        counts = counts.plus(slice.counts());
        byPath.merge(slice.key().path(), slice.counts().count(), Long::sum);
      }
    }
    return new OperationHistory.Point(
        at,
        frame.awakeNanos() / 1e9,
        counts.count(),
        byPath,
        latencies.percentile(50),
        latencies.percentile(95),
        latencies.percentile(99),
        latencies.max(),
        counts.errors(),
        counts.fallbacks(),
        latencies.cells(CELLS_AN_OCTAVE));
  }

  static MemoryHistory.Point memory(MemoryReading reading, Instant at) {
    return new MemoryHistory.Point(
        at,
        reading.usage(),
        reading.linear(),
        reading.shards(),
        reading.storage(),
        reading.cpuFraction());
  }

  /**
   * One summary an operation, most called first.
   *
   * @param slices of any number of intervals
   * @param stats of the same slices, merged
   */
  static List<OperationSummary> summaries(List<Slice> slices, List<OperationStats> stats) {
    Map<String, List<Slice>> slicesOf =
        slices.stream().collect(Collectors.groupingBy(slice -> slice.key().operation()));
    Map<String, List<OperationStats>> statsOf =
        stats.stream().collect(Collectors.groupingBy(OperationStats::operation));
    return statsOf.entrySet().stream()
        .map(
            entry ->
                summary(
                    entry.getKey(),
                    slicesOf.getOrDefault(entry.getKey(), List.of()),
                    entry.getValue()))
        .sorted(
            Comparator.comparingLong(OperationSummary::count)
                .reversed()
                .thenComparing(OperationSummary::operation))
        .toList();
  }

  private static OperationSummary summary(
      String operation, List<Slice> slices, List<OperationStats> byPath) {
    Counts counts = Counts.ZERO;
    Histogram latencies = LatencyCodec.empty();
    List<SlowCall> slow = new ArrayList<>();
    for (Slice slice : slices) {
      counts = counts.plus(slice.counts());
      slice.addLatenciesTo(latencies);
      slow.addAll(slice.slowest());
    }
    return new OperationSummary(
        operation,
        counts.count(),
        counts.errors(),
        counts.fallbacks(),
        counts.items(),
        counts.bytes(),
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(95),
        latencies.getValueAtPercentile(99),
        latencies.getMaxValue(),
        byPath,
        SlowCall.slowest(slow, SLOW_CALLS));
  }

  static LatencyDistribution distribution(String operation, Collection<Slice> slices) {
    LatencyCounts latencies = new LatencyCounts();
    for (Slice slice : slices) {
      if (slice.key().operation().equals(operation)) {
        slice.addLatenciesTo(latencies);
      }
    }
    int steps = LatencyDistribution.STEPS_AN_OCTAVE;
    Map<Integer, Long> cells = latencies.cells(steps);
    List<LatencyDistribution.Bin> bins = new ArrayList<>();
    int first = cells.keySet().stream().mapToInt(i -> i).min().orElse(0);
    int last = cells.keySet().stream().mapToInt(i -> i).max().orElse(-1);
    for (int cell = first; cell <= last; cell++) {
      bins.add(
          new LatencyDistribution.Bin(
              Math.pow(2, (double) cell / steps),
              Math.pow(2, (cell + 1.0) / steps),
              cells.getOrDefault(cell, 0L)));
    }
    return new LatencyDistribution(bins);
  }
}
