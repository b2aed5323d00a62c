package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import java.util.List;

/** Makes vectors of text. Thread-safe. */
public interface Embedder extends AutoCloseable {
  /** Name and version, part of the cache key. */
  String name();

  int dimensions();

  /**
   * One vector for each text, normalised to length 1.
   *
   * @throws VectorException.EmbedderUnavailable when the model cannot be loaded
   */
  List<float[]> embed(List<String> texts, Progress progress);

  /**
   * Frees the model. May be called while texts are embedded: waits for those that are in the model
   * just now and lets the calls that have more, and later ones, fail with {@link
   * VectorException.EmbedderUnavailable}. A second close does nothing.
   */
  @Override
  void close();
}
