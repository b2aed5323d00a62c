package dev.alidade.engine;

import dev.alidade.engine.telemetry.LinearUsage;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceMetrics;
import java.util.List;
import java.util.stream.Stream;

/** Totals of each service since the engine was opened, or since its figures were reset. */
public record ServicesStats(List<ServiceTotals> services) {
  public ServicesStats {
    services = List.copyOf(services);
  }

  /**
   * @param service for example {@code vector}
   * @param items rows, documents or values handled
   * @param bytes bytes read by the operations
   * @param memoryBytes linear memory or arena bytes that the service holds now
   */
  public record ServiceTotals(
      String service, long operations, long items, long bytes, long memoryBytes) {}

  /** An operation belongs to the service that its name begins with. */
  static ServicesStats of(PerformanceMetrics metrics, LinearUsage memory) {
    return new ServicesStats(
        Stream.of("vector", "sql", "data", "compute")
            .map(service -> totals(service, metrics, memory))
            .toList());
  }

  private static ServiceTotals totals(
      String service, PerformanceMetrics metrics, LinearUsage memory) {
    List<OperationStats> own =
        metrics.operations().stream()
            .filter(stats -> stats.operation().startsWith(service + "."))
            .toList();
    long memoryBytes =
        switch (service) {
          case "vector" -> memory.vectorBytes();
          case "data" -> memory.columnBytes();
          default -> 0;
        };
    return new ServiceTotals(
        service,
        own.stream().mapToLong(OperationStats::count).sum(),
        own.stream().mapToLong(OperationStats::items).sum(),
        own.stream().mapToLong(OperationStats::bytes).sum(),
        memoryBytes);
  }
}
