package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * Figures and recommendations, each with its evidence.
 *
 * @param charts the same over time, as far back as seconds are kept
 */
public record PerformanceReport(
    Instant at,
    PerformanceMetrics metrics,
    HealthReport health,
    ProcessUsage process,
    List<Recommendation> recommendations,
    Charts charts) {
  public PerformanceReport {
    recommendations = List.copyOf(recommendations);
  }

  /**
   * What pictures are drawn from.
   *
   * @param operations all of them together
   */
  public record Charts(OperationHistory operations, MemoryHistory memory) {}

  public record Recommendation(String sentence, String evidence) {}
}
