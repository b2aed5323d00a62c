package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;

/**
 * Figures of one operation on one path. Percentiles come from a histogram.
 *
 * @param reason why the latest call took this path
 * @param queuedNanos time that all calls together waited for their turn
 */
public record OperationStats(
    String operation,
    ExecutionPath path,
    String reason,
    long count,
    long errors,
    long fallbacks,
    long p50Nanos,
    long p95Nanos,
    long p99Nanos,
    long maxNanos,
    double meanNanos,
    long items,
    long bytes,
    long queuedNanos) {}
