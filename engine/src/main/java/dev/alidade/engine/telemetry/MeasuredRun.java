package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * What a stretch of work measured, under a name, to be compared with another.
 *
 * @param operations most called first
 */
public record MeasuredRun(String name, Instant from, Instant to, List<Operation> operations) {
  public MeasuredRun {
    operations = List.copyOf(operations);
  }

  /**
   * One operation over all its paths.
   *
   * @param paths labels of the paths it took
   * @param latencies the whole distribution, so that runs are compared and not only their summaries
   */
  public record Operation(
      String name,
      List<String> paths,
      long count,
      long errors,
      long fallbacks,
      long p50Nanos,
      long p95Nanos,
      long p99Nanos,
      long maxNanos,
      LatencyDistribution latencies) {
    public Operation {
      paths = List.copyOf(paths);
    }
  }

  /** What was measured in a stretch of time. */
  public static MeasuredRun of(String name, PerformanceTracker performance, TimeSpan span) {
    return new MeasuredRun(
        name,
        span.from(),
        span.to(),
        performance.operations(span).stream()
            .map(
                summary ->
                    new Operation(
                        summary.operation(),
                        summary.byPath().stream().map(stats -> stats.path().label()).toList(),
                        summary.count(),
                        summary.errors(),
                        summary.fallbacks(),
                        summary.p50Nanos(),
                        summary.p95Nanos(),
                        summary.p99Nanos(),
                        summary.maxNanos(),
                        performance.latencies(summary.operation(), span)))
            .toList());
  }
}
