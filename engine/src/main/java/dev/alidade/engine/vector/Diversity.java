package dev.alidade.engine.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): takes one row after the other, each
 * time the one that is near the query and unlike what was taken.
 */
final class Diversity {
  /** Rows looked at for each result. */
  static final int POOL_FACTOR = 5;

  private Diversity() {}

  /**
   * Nearness and likeness are cosines, whatever the collection's metric is.
   *
   * @param weight 0 looks at nearness only, 1 at unlikeness only
   */
  static List<Ranked.Row> chosen(
      float[] query, List<Ranked.Row> pool, int k, double weight, IntFunction<float[]> vectors) {
    float[] unitQuery = VectorInput.comparable(query, Metric.COSINE);
    List<float[]> units =
        pool.stream()
            .map(r -> VectorInput.comparable(vectors.apply(r.row()), Metric.COSINE))
            .toList();
    double[] relevance = units.stream().mapToDouble(unit -> dot(unitQuery, unit)).toArray();
    double[] nearest = new double[pool.size()];
    boolean[] taken = new boolean[pool.size()];
    List<Ranked.Row> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(k, pool.size())) {
      int best = -1;
      double bestValue = 0;
      for (int i = 0; i < taken.length; i++) {
        double value = (1 - weight) * relevance[i] - weight * nearest[i];
        if (!taken[i] && (best < 0 || value > bestValue)) {
          best = i;
          bestValue = value;
        }
      }
      taken[best] = true;
      chosen.add(pool.get(best));
      for (int i = 0; i < taken.length; i++) {
        nearest[i] = Math.max(nearest[i], dot(units.get(best), units.get(i)));
      }
    }
    return chosen;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
