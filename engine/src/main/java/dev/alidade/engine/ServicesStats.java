package dev.alidade.engine;

import java.util.List;

/** Totals of each service since the engine was opened. */
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
}
