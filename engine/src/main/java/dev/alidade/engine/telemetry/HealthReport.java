package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** State of the engine with its evidence. */
public record HealthReport(
    Instant at,
    HealthStatus overall,
    String sentence,
    List<ComponentHealth> components,
    MemoryHealth memory) {
  public HealthReport {
    components = List.copyOf(components);
  }

  /**
   * @param component for example {@code Kernels}
   * @param evidence figures that led to the status
   * @param remedy what the user can do; a healthy component may offer something as well
   */
  public record ComponentHealth(
      String component,
      HealthStatus status,
      String sentence,
      List<String> evidence,
      Optional<Remedy> remedy) {
    public ComponentHealth {
      evidence = List.copyOf(evidence);
    }
  }

  /** What a user can do; {@code action} names a button the app knows. */
  public record Remedy(String sentence, Optional<String> action) {}

  /**
   * @param memoryPressure 0 to 1: the largest of heap, linear memory and process share of its limit
   * @param wasmMemoryUsage linear memory committed, bytes
   */
  public record MemoryHealth(
      double memoryPressure,
      long wasmMemoryUsage,
      long heapUsedBytes,
      long heapLimitBytes,
      long residentBytes) {}

  /** The component with this name. */
  public Optional<ComponentHealth> component(String name) {
    return components.stream().filter(c -> c.component().equals(name)).findFirst();
  }
}
