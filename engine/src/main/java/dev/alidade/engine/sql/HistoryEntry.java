package dev.alidade.engine.sql;

import java.time.Instant;
import java.util.List;

/**
 * Executions of one query shape (literals folded).
 *
 * @param planHash tells the last known plan from others; empty where none is known
 * @param plans how many different plans it has had
 * @param lastParameters those of the last execution
 * @param recentNanos times of the last executions, at most {@link #RECENT}, oldest first
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
    SqlParameters lastParameters,
    List<Long> recentNanos) {
  /** As many as a line of a list can show as a curve. */
  public static final int RECENT = 60;

  public HistoryEntry {
    recentNanos = List.copyOf(recentNanos);
  }
}
