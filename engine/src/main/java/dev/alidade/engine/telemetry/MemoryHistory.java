package dev.alidade.engine.telemetry;

import dev.alidade.engine.module.ShardUsage;
import java.time.Instant;
import java.util.List;

/** Memory, processor and garbage collection over time, oldest first. */
public record MemoryHistory(List<Point> points) {
  public MemoryHistory {
    points = List.copyOf(points);
  }

  /**
   * One interval.
   *
   * @param process bytes and threads as they were; processor time and collections within the
   *     interval
   * @param shards linear memory of every shard by purpose
   * @param processCpuFraction 0 to 1 of all cores
   */
  public record Point(
      Instant at,
      ProcessUsage process,
      LinearUsage linear,
      List<ShardUsage> shards,
      StorageUsage storage,
      double processCpuFraction) {
    public Point {
      shards = List.copyOf(shards);
    }

    public long heapUsedBytes() {
      return process.heapUsedBytes();
    }

    public long heapLimitBytes() {
      return process.heapLimitBytes();
    }

    public long vectorBytes() {
      return linear.vectorBytes();
    }

    public long columnBytes() {
      return linear.columnBytes();
    }

    public long linearCommittedBytes() {
      return linear.committedBytes();
    }

    public long residentBytes() {
      return process.residentBytes();
    }

    public long gcCount() {
      return process.gcCount();
    }

    /** Total pause in the interval. */
    public long gcPauseMillis() {
      return process.gcMillis();
    }
  }
}
