package dev.alidade.engine.telemetry;

import dev.alidade.engine.module.ShardUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory and processor in one interval.
 *
 * @param usage at the end of the interval; merged intervals keep the largest of bytes and threads,
 *     so that a peak is not lost. Its processor time and collections are those of the interval
 * @param shards linear memory of every shard by purpose; merged as the bytes are
 * @param awakeNanos length of the interval, for shares of the processor
 */
record MemoryReading(
    ProcessUsage usage,
    LinearUsage linear,
    List<ShardUsage> shards,
    StorageUsage storage,
    long awakeNanos) {

  static MemoryReading between(
      ProcessUsage before,
      ProcessUsage after,
      LinearUsage linear,
      List<ShardUsage> shards,
      StorageUsage storage,
      long awakeNanos) {
    ProcessUsage within =
        new ProcessUsage(
            after.heapUsedBytes(),
            after.heapLimitBytes(),
            after.residentBytes(),
            after.machineBytes(),
            after.cpuNanos() - before.cpuNanos(),
            after.processors(),
            after.gcCount() - before.gcCount(),
            after.gcMillis() - before.gcMillis(),
            after.nonHeapBytes(),
            after.directBytes(),
            after.threads());
    return new MemoryReading(within, linear, List.copyOf(shards), storage, awakeNanos);
  }

  /** 0 to 1 of all cores. */
  double cpuFraction() {
    double available = (double) awakeNanos * usage.processors();
    return available <= 0 ? 0 : Math.clamp(usage.cpuNanos() / available, 0, 1);
  }

  static MemoryReading merge(List<MemoryReading> parts) {
    return parts.stream().reduce(MemoryReading::with).orElseThrow();
  }

  private MemoryReading with(MemoryReading next) {
    return new MemoryReading(
        larger(usage, next.usage),
        larger(linear, next.linear),
        larger(shards, next.shards),
        new StorageUsage(
            Math.max(storage.fileBytes(), next.storage.fileBytes()),
            Math.max(storage.pageCacheLimitBytes(), next.storage.pageCacheLimitBytes())),
        awakeNanos + next.awakeNanos);
  }

  private static ProcessUsage larger(ProcessUsage one, ProcessUsage next) {
    return new ProcessUsage(
        Math.max(one.heapUsedBytes(), next.heapUsedBytes()),
        Math.max(one.heapLimitBytes(), next.heapLimitBytes()),
        Math.max(one.residentBytes(), next.residentBytes()),
        Math.max(one.machineBytes(), next.machineBytes()),
        one.cpuNanos() + next.cpuNanos(),
        Math.max(one.processors(), next.processors()),
        one.gcCount() + next.gcCount(),
        one.gcMillis() + next.gcMillis(),
        Math.max(one.nonHeapBytes(), next.nonHeapBytes()),
        Math.max(one.directBytes(), next.directBytes()),
        Math.max(one.threads(), next.threads()));
  }

  private static LinearUsage larger(LinearUsage one, LinearUsage next) {
    return new LinearUsage(
        Math.max(one.vectorBytes(), next.vectorBytes()),
        Math.max(one.columnBytes(), next.columnBytes()),
        Math.max(one.scratchBytes(), next.scratchBytes()),
        Math.max(one.committedBytes(), next.committedBytes()),
        Math.max(one.limitBytes(), next.limitBytes()));
  }

  private static List<ShardUsage> larger(List<ShardUsage> one, List<ShardUsage> next) {
    if (one.equals(next)) {
      return next;
    }
    Map<String, ShardUsage> byShard = new LinkedHashMap<>();
    one.forEach(shard -> byShard.put(shard.module() + shard.shard(), shard));
    next.forEach(
        shard -> byShard.merge(shard.module() + shard.shard(), shard, MemoryReading::larger));
    return List.copyOf(byShard.values());
  }

  private static ShardUsage larger(ShardUsage one, ShardUsage next) {
    return new ShardUsage(
        next.module(),
        next.shard(),
        next.linear(),
        Math.max(one.vectorBytes(), next.vectorBytes()),
        Math.max(one.columnBytes(), next.columnBytes()),
        Math.max(one.scratchBytes(), next.scratchBytes()),
        Math.max(one.committedBytes(), next.committedBytes()),
        next.limitBytes());
  }
}
