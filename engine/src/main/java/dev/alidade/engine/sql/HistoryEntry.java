package dev.alidade.engine.sql;

import java.time.Instant;

/**
 * Executions of one query shape (literals folded).
 *
 * @param planHash tells the last known plan from others; empty where none is known
 * @param plans how many different plans it has had
 * @param lastParameters those of the last execution
 */
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
    Instant lastAt,
    String planHash,
    long plans,
    SqlParameters lastParameters) {}
