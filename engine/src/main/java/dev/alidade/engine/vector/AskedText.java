package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vector of the text that was asked last: filters, precision and number of results are often
 * changed over one question, and a search's histogram needs the vector again. Thread-safe.
 */
final class AskedText {
  private volatile @Nullable Embedded last;

  @SuppressWarnings("ArrayRecordComponent") // kept, never compared
  private record Embedded(String text, Embedder by, float[] vector) {}

  /** The vector of a text, which is the caller's to change. */
  float[] vector(String text, Embedder embedder) {
    Embedded known = last;
    if (known == null || !known.by.equals(embedder) || !known.text.equals(text)) {
      known = new Embedded(text, embedder, embedder.embed(List.of(text), Progress.NONE).getFirst());
      last = known;
    }
    return known.vector.clone();
  }
}
