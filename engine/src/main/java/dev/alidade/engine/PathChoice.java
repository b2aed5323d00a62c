package dev.alidade.engine;

/**
 * Which path an operation took and why.
 *
 * @param reason plain words, for example {@code "1.9x faster than Java at 64Ki rows"}
 */
public record PathChoice(ExecutionPath used, String reason) {}
