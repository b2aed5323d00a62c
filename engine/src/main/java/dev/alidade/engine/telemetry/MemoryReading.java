package dev.alidade.engine.telemetry;

import java.util.List;

/**
 * Memory and processor in one interval.
 *
 * @param heapUsedBytes this and the other bytes: at the end of the interval; merged intervals keep
 *     the largest bytes, so that a peak is not lost
 * @param awakeNanos length of the interval, for shares of the processor
 */
record MemoryReading(
    long heapUsedBytes,
    long heapLimitBytes,
    long residentBytes,
    LinearUsage linear,
    long cpuNanos,
    long awakeNanos,
    int processors,
    long gcCount,
    long gcMillis) {

  static MemoryReading between(
      ProcessUsage before, ProcessUsage after, LinearUsage linear, long awakeNanos) {
    return new MemoryReading(
        after.heapUsedBytes(),
        after.heapLimitBytes(),
        after.residentBytes(),
        linear,
        after.cpuNanos() - before.cpuNanos(),
        awakeNanos,
        after.processors(),
        after.gcCount() - before.gcCount(),
        after.gcMillis() - before.gcMillis());
  }

  /** 0 to 1 of all cores. */
  double cpuFraction() {
    double available = (double) awakeNanos * processors;
    return available <= 0 ? 0 : Math.clamp(cpuNanos / available, 0, 1);
  }

  static MemoryReading merge(List<MemoryReading> parts) {
    return parts.stream().reduce(MemoryReading::with).orElseThrow();
  }

  private MemoryReading with(MemoryReading next) {
    return new MemoryReading(
        Math.max(heapUsedBytes, next.heapUsedBytes),
        Math.max(heapLimitBytes, next.heapLimitBytes),
        Math.max(residentBytes, next.residentBytes),
        new LinearUsage(
            Math.max(linear.vectorBytes(), next.linear.vectorBytes()),
            Math.max(linear.columnBytes(), next.linear.columnBytes()),
            Math.max(linear.scratchBytes(), next.linear.scratchBytes()),
            Math.max(linear.committedBytes(), next.linear.committedBytes()),
            Math.max(linear.limitBytes(), next.linear.limitBytes())),
        cpuNanos + next.cpuNanos,
        awakeNanos + next.awakeNanos,
        Math.max(processors, next.processors),
        gcCount + next.gcCount,
        gcMillis + next.gcMillis);
  }
}
