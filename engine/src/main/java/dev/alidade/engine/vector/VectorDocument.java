package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import java.util.Map;

/**
 * @param id unique in its collection, 1 to 1,000 characters; adding it again replaces it
 * @param content may be empty
 * @param embedding as many finite values as the collection has dimensions; empty to have one made
 *     of the content
 * @param metadata values are String, Number (finite), Boolean or Instant; no nulls
 */
public record VectorDocument(
    String id, String content, float[] embedding, Map<String, Object> metadata) {
  public VectorDocument {
    if (id == null || content == null || embedding == null || metadata == null) {
      throw new InvalidRequest(
          "The document \"%.40s\" has a null for its %s."
              .formatted(
                  id,
                  id == null
                      ? "id"
                      : content == null ? "content" : embedding == null ? "embedding" : "metadata"),
          "Leave out what there is not: an empty text, no values, an empty map.");
    }
  }
}
