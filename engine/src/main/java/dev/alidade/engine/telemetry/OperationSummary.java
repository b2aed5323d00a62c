package dev.alidade.engine.telemetry;

import java.util.List;

/**
 * Figures of one operation over all its paths. Percentiles come from the merged histograms.
 *
 * @param items rows or items read
 * @param byPath its figures on each path, most called first; the latest call's reason is theirs
 * @param slowest its slowest calls, slowest first; a few of each interval are kept
 */
public record OperationSummary(
    String operation,
    long count,
    long errors,
    long fallbacks,
    long items,
    long bytes,
    long p50Nanos,
    long p95Nanos,
    long p99Nanos,
    long maxNanos,
    List<OperationStats> byPath,
    List<SlowCall> slowest) {
  public OperationSummary {
    byPath = List.copyOf(byPath);
    slowest = List.copyOf(slowest);
  }
}
