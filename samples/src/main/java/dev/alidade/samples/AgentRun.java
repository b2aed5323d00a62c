package dev.alidade.samples;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code agent_executions}.
 *
 * @param startedAt ISO 8601 in UTC, whole seconds
 * @param error what went wrong; null unless the status is failed
 */
public record AgentRun(
    int id,
    String agentType,
    String status,
    String startedAt,
    int durationMs,
    int tokens,
    double costUsd,
    @Nullable String error) {}
