package dev.alidade.engine.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Figures of everything recorded since the engine was opened or reset. */
public record PerformanceMetrics(
    long wasmCallCount,
    Duration averageWasmTime,
    long javaCallCount,
    long fallbackCallCount,
    long errorCount,
    long bytes,
    List<OperationStats> operations,
    Optional<OperationSample> last) {
  public PerformanceMetrics {
    operations = List.copyOf(operations);
  }
}
