package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.List;

/** Figures and recommendations, each with its evidence. */
public record PerformanceReport(
    Instant at,
    PerformanceMetrics metrics,
    HealthReport health,
    ProcessUsage process,
    List<Recommendation> recommendations) {
  public PerformanceReport {
    recommendations = List.copyOf(recommendations);
  }

  public record Recommendation(String sentence, String evidence) {}
}
