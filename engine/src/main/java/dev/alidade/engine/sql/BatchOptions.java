package dev.alidade.engine.sql;

/**
 * @param stopOnError whether the first error ends the batch
 */
public record BatchOptions(boolean stopOnError) {}
