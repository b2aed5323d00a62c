package dev.alidade.engine.telemetry;

import java.time.Duration;

/** Figures of operations: pulled by views and exporters, never pushed. Thread-safe. */
public interface PerformanceTracker {
  PerformanceMetrics metrics();

  /** Figures of the given stretch of time only, up to now. */
  PerformanceMetrics metrics(Duration window);

  /** One operation over the last {@code window}; 1 s, 10 s or 1 min points by its length. */
  OperationHistory history(String operation, Duration window);

  MemoryHistory memory(Duration window);

  /** Forgets all figures. */
  void reset();
}
