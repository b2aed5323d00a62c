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

  @Override
  void close();
}
