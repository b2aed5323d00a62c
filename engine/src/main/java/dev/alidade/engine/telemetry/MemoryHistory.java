package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.List;

/** Memory, processor and garbage collection over time, oldest first. */
public record MemoryHistory(List<Point> points) {
  public MemoryHistory {
    points = List.copyOf(points);
  }

  /**
   * @param processCpuFraction 0 to 1 of all cores
   * @param gcPauseMillis total pause in the interval
   */
  public record Point(
      Instant at,
      long heapUsedBytes,
      long heapLimitBytes,
      long vectorBytes,
      long columnBytes,
      long linearCommittedBytes,
      long residentBytes,
      double processCpuFraction,
      long gcCount,
      long gcPauseMillis) {}
}
