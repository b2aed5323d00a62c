package dev.alidade.samples;

/**
 * One row of {@code agent_memories}.
 *
 * @param importance 0.05 to 1.00, two decimals
 * @param createdAt ISO 8601 in UTC, whole seconds
 */
public record AgentMemory(
    int id, String agentType, double importance, String content, String createdAt) {}
