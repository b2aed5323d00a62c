package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One operation over time, oldest first. A stretch without calls has points with count 0. */
public record OperationHistory(String operation, List<Point> points) {
  public OperationHistory {
    points = List.copyOf(points);
  }

  /**
   * One interval.
   *
   * @param seconds length of the interval
   * @param countByPath calls for each path
   * @param latencyCells counts for the heatmap: calls by half-octave of latency, index =
   *     floor(2·log2(nanos))
   */
  public record Point(
      Instant at,
      double seconds,
      long count,
      Map<ExecutionPath, Long> countByPath,
      long p50Nanos,
      long p95Nanos,
      long p99Nanos,
      long maxNanos,
      long errors,
      long fallbacks,
      Map<Integer, Long> latencyCells) {}
}
