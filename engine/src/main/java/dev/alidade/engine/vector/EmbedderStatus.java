package dev.alidade.engine.vector;

/**
 * @param ready whether text can be embedded
 * @param reason why not, or the model's name and size
 */
public record EmbedderStatus(String name, int dimensions, boolean ready, String reason) {}
