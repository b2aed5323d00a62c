package dev.alidade.engine.vector;

import java.util.ArrayList;
import java.util.List;

/** The latest queries that were asked of a collection. Thread-safe. */
final class AskedQueries {
  private final float[][] latest;
  private long asked;

  AskedQueries(int kept) {
    latest = new float[kept][];
  }

  synchronized void add(float[] query) {
    latest[(int) (asked++ % latest.length)] = query;
  }

  /** How many were ever asked. */
  synchronized long total() {
    return asked;
  }

  /** The latest ones, at most so many, oldest first. */
  synchronized List<float[]> latest(int most) {
    long count = Math.min(most, Math.min(asked, latest.length));
    List<float[]> found = new ArrayList<>();
    for (long i = asked - count; i < asked; i++) {
      found.add(latest[(int) (i % latest.length)]);
    }
    return found;
  }
}
