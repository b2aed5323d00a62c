package dev.alidade.engine.vector;

/**
 * @param embedder name of the model that makes embeddings of text; empty where vectors are brought
 *     along
 */
public record CollectionConfig(int dimensions, Metric metric, String embedder) {
  public static CollectionConfig of(int dimensions, Metric metric) {
    return new CollectionConfig(dimensions, metric, "");
  }
}
