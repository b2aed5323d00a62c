package dev.alidade.engine.vector;

import java.util.Optional;

/** The embedder of a collection, when its vectors can be compared with those that are there. */
record ComparableEmbedder(LazyEmbedder lazy, CollectionStore.Stored stored, AskedText asked) {
  /**
   * @throws VectorException.EmbedderUnavailable when it cannot be loaded, or makes other vectors
   */
  Embedder embedder() {
    Embedder embedder = lazy.get();
    CollectionConfig config = stored.config();
    boolean same = config.embedder().isEmpty() || config.embedder().equals(embedder.name());
    if (!same || embedder.dimensions() != config.dimensions()) {
      throw new VectorException.EmbedderUnavailable(
          "VEC-304",
          "The vectors of %s (%d dimensions%s) were not made by %s."
              .formatted(
                  stored.name(),
                  config.dimensions(),
                  config.embedder().isEmpty() ? "" : ", by " + config.embedder(),
                  embedder.name()),
          "Search with a vector, or by keywords.",
          null);
    }
    return embedder;
  }

  float[] embed(String text) {
    return asked.vector(text, embedder());
  }

  /** The vector of a search's text; empty where there is no embedder, which the trace says. */
  Optional<float[]> query(String text, SearchTrace trace) {
    try {
      float[] query = trace.stage("Embed", SearchTrace.ONNX, () -> embed(text));
      if (stored.config().embedder().isEmpty()) {
        trace.note(
            "The collection does not say what made its vectors; the text was embedded by "
                + embedder().name()
                + ".");
      }
      return Optional.of(query);
    } catch (VectorException.EmbedderUnavailable e) {
      trace.note(e.sentence() + " Answered by keywords (BM25).");
      return Optional.empty();
    }
  }
}
