package dev.alidade.engine.vector;

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

  synchronized int count() {
    return (int) Math.min(asked, latest.length);
  }

  synchronized float[][] all() {
    float[][] all = new float[count()][];
    System.arraycopy(latest, 0, all, 0, all.length);
    return all;
  }
}
