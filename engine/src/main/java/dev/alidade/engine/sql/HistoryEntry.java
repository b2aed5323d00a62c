package dev.alidade.engine.sql;

import java.time.Instant;

/** Executions of one query shape (literals folded). */
public record HistoryEntry(
    String fingerprint,
    String lastSql,
    String database,
    long count,
    long errors,
    long p50Nanos,
    long p95Nanos,
    long maxNanos,
    long lastRows,
    long lastVmSteps,
    Instant lastAt) {}
