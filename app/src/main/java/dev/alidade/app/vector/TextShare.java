package dev.alidade.app.vector;

import dev.alidade.engine.Progress;
import dev.alidade.engine.vector.VectorCollection;
import java.util.List;

/**
 * How many of the documents that were looked at have a text.
 *
 * @param seen documents looked at
 */
record TextShare(int seen, int withText) {
  /** Evenly spread; reading so many texts takes some ten milliseconds. */
  private static final int LOOKED_AT = 1_000;

  static TextShare of(VectorCollection collection, Progress progress) {
    List<String> ids = collection.sample(LOOKED_AT, progress).ids();
    long texts = collection.documents(ids).stream().filter(one -> !one.content().isBlank()).count();
    return new TextShare(ids.size(), (int) texts);
  }

  boolean none() {
    return withText == 0;
  }

  boolean all() {
    return withText == seen;
  }

  int without() {
    return seen - withText;
  }

  /** What to know before embedding; a sentence with a space behind it, or nothing. */
  String warning() {
    return all()
        ? ""
        : "%,d of %,d documents looked at have no text: they keep their vectors. "
            .formatted(without(), seen);
  }
}
