package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;

/**
 * @param dimensions values of each vector, 1 to 4,096
 * @param embedder name of the model that makes embeddings of text; empty where vectors are brought
 *     along
 */
public record CollectionConfig(int dimensions, Metric metric, String embedder) {
  public CollectionConfig {
    if (metric == null || embedder == null) {
      throw new InvalidRequest(
          "A collection needs a metric and a name of its embedder, which may be empty.",
          "Choose COSINE, DOT or EUCLIDEAN.");
    }
  }

  public static CollectionConfig of(int dimensions, Metric metric) {
    return new CollectionConfig(dimensions, metric, "");
  }
}
