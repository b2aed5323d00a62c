package dev.alidade.engine.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Figures of operations: pulled by views and exporters, never pushed. Thread-safe. */
public interface PerformanceTracker {
  PerformanceMetrics metrics();

  /** Figures of the given stretch of time only, up to now. */
  PerformanceMetrics metrics(Duration window);

  /** The operation of a service that was recorded last; calls of kernels are parts of those. */
  Optional<OperationSample> last();

  /** Every operation and path with its distribution, since the engine was opened or reset. */
  List<OperationTotals> totals();

  /** One operation over the last {@code window}; 1 s, 10 s or 1 min points by its length. */
  OperationHistory history(String operation, Duration window);

  /**
   * Some operations taken together over a stretch of time, in points as long as its start is old.
   *
   * @param operations their names; empty for all
   */
  OperationHistory history(Set<String> operations, TimeSpan span);

  /** Every operation that was called in a stretch of time, most called first. */
  List<OperationSummary> operations(TimeSpan span);

  /** How long the calls of an operation took in a stretch of time. */
  LatencyDistribution latencies(String operation, TimeSpan span);

  MemoryHistory memory(Duration window);

  MemoryHistory memory(TimeSpan span);

  /**
   * From the oldest interval that is kept to the end of the newest; empty before the first. Views
   * pull a history again when the end has moved.
   */
  Optional<TimeSpan> sampled();

  /** Forgets all figures. */
  void reset();
}
