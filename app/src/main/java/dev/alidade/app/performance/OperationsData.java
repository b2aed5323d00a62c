package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.LatencyDistribution;
import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Operations shows of one stretch of time.
 *
 * @param oldest the first moment that telemetry knows of
 * @param trends p95 of each operation over time in nanoseconds, NaN where it was not called
 * @param selected the one whose details show; empty where it was not called
 */
record OperationsData(
    TimeSpan span,
    Instant oldest,
    List<OperationSummary> operations,
    Map<String, List<Double>> trends,
    Optional<Details> selected) {
  OperationsData {
    operations = List.copyOf(operations);
    trends = Map.copyOf(trends);
  }

  /** One operation in full. */
  record Details(OperationSummary summary, LatencyDistribution latencies, MemoryHistory memory) {}
}
