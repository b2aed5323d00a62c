package dev.alidade.app.cli;

import dev.alidade.engine.telemetry.LatencyDistribution;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceTracker;
import dev.alidade.engine.telemetry.TimeSpan;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Compares what the charts draw, point by point, with what the recorders counted. */
final class SoakTotals {
  /** The oldest interval begins before its moment. */
  private static final long WIDER_SECONDS = 120;

  private final PerformanceTracker performance;
  private final PrintStream out;

  private record Totals(long calls, long errors, long fallbacks) {
    Totals plus(Totals other) {
      return new Totals(calls + other.calls, errors + other.errors, fallbacks + other.fallbacks);
    }
  }

  SoakTotals(PerformanceTracker performance, PrintStream out) {
    this.performance = performance;
    this.out = out;
  }

  /** Whether every operation's calls, failures, fallbacks, heatmap and histogram add up. */
  boolean agree() {
    Map<String, Totals> recorded = new TreeMap<>();
    for (OperationStats stats : performance.metrics().operations()) {
      recorded.merge(
          stats.operation(),
          new Totals(stats.count(), stats.errors(), stats.fallbacks()),
          Totals::plus);
    }
    TimeSpan all = performance.sampled().orElseThrow();
    TimeSpan wide = new TimeSpan(all.from().minusSeconds(WIDER_SECONDS), all.to());
    boolean equal = true;
    for (Map.Entry<String, Totals> operation : recorded.entrySet()) {
      equal &= agree(operation.getKey(), operation.getValue(), wide);
    }
    Totals sum = recorded.values().stream().reduce(new Totals(0, 0, 0), Totals::plus);
    out.println(
        "%s %,d calls, %,d failures and %,d fallbacks of %d operations alike in charts, heatmap,"
                .formatted(
                    equal ? "ok    " : "FAIL  ",
                    sum.calls,
                    sum.errors,
                    sum.fallbacks,
                    recorded.size())
            + " histograms and recorders");
    return equal;
  }

  private boolean agree(String operation, Totals recorded, TimeSpan span) {
    List<OperationHistory.Point> points = performance.history(Set.of(operation), span).points();
    Totals charted =
        new Totals(
            sum(points, OperationHistory.Point::count),
            sum(points, OperationHistory.Point::errors),
            sum(points, OperationHistory.Point::fallbacks));
    long heatmap = sum(points, SoakTotals::cells);
    long histogram =
        performance.latencies(operation, span).bins().stream()
            .mapToLong(LatencyDistribution.Bin::count)
            .sum();
    boolean equal =
        charted.equals(recorded) && heatmap == recorded.calls && histogram == recorded.calls;
    if (!equal) {
      out.println(
          "  %s: recorders %s, charts %s, heatmap %,d, histogram %,d"
              .formatted(operation, recorded, charted, heatmap, histogram));
    }
    return equal;
  }

  private static long cells(OperationHistory.Point point) {
    return point.latencyCells().values().stream().mapToLong(Long::longValue).sum();
  }

  private static long sum(
      List<OperationHistory.Point> points, ToLongFunction<OperationHistory.Point> figure) {
    return points.stream().mapToLong(figure).sum();
  }
}
