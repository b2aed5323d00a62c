package dev.alidade.engine.sql;

import java.time.Instant;
import java.util.Optional;

/**
 * One execution that the history holds.
 *
 * @param fingerprint its shape, as in {@link HistoryEntry#fingerprint}
 * @param planHash tells its plan from others; empty where none is known
 * @param error what SQLite said where it failed
 */
public record QueryRun(
    String fingerprint,
    String sql,
    SqlParameters parameters,
    Instant at,
    long nanos,
    long rows,
    long vmSteps,
    String planHash,
    Optional<String> error) {}
