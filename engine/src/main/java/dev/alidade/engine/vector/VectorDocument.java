package dev.alidade.engine.vector;

import java.util.Map;

/**
 * @param id unique in its collection; adding it again replaces it
 * @param metadata values are String, Number, Boolean or Instant
 */
public record VectorDocument(
    String id, String content, float[] embedding, Map<String, Object> metadata) {}
