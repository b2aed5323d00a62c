package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): takes one row after the other, each
 * time the one that is near the query and unlike what was taken.
 */
final class Diversity {
  /** Rows looked at for each result. */
  private static final int POOL_FACTOR = 5;

  /** More rows than results, at most: each of them is compared with each result. */
  private static final int MOST_MORE = 1_000;

  /** Later results follow by nearness: nobody looks at a list so long for its variety. */
  private static final int MOST_CHOSEN = 1_000;

  private Diversity() {}

  /** How many of the nearest rows k results are chosen from. */
  static int pool(int k) {
    return Math.min(POOL_FACTOR * k, k + MOST_MORE);
  }

  /**
   * Nearness and likeness are cosines, whatever the collection's metric is. Of more than 1,000
   * results the first 1,000 are chosen, of the nearest {@link #pool} for so many; the others follow
   * as they are ranked.
   *
   * @param weight 0 looks at nearness only, 1 at unlikeness only
   * @throws dev.alidade.engine.OperationCancelled when interrupted
   */
  static List<Ranked.Row> chosen(
      float[] query, List<Ranked.Row> ranked, int k, double weight, IntFunction<float[]> vectors) {
    int wanted = Math.min(k, MOST_CHOSEN);
    List<Ranked.Row> pool = ranked.subList(0, Math.min(pool(wanted), ranked.size()));
    float[] unitQuery = VectorInput.comparable(query, Metric.COSINE);
    List<float[]> units =
        pool.stream()
            .map(r -> VectorInput.comparable(vectors.apply(r.row()), Metric.COSINE))
            .toList();
    double[] relevance = units.stream().mapToDouble(unit -> dot(unitQuery, unit)).toArray();
    double[] nearest = new double[pool.size()];
    boolean[] taken = new boolean[pool.size()];
    List<Ranked.Row> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(wanted, pool.size())) {
      Progress.NONE.check("choosing diverse results");
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
        if (!taken[i]) {
          nearest[i] = Math.max(nearest[i], dot(units.get(best), units.get(i)));
        }
      }
    }
    for (int i = 0; i < ranked.size() && chosen.size() < k; i++) {
      if (i >= taken.length || !taken[i]) {
        chosen.add(ranked.get(i));
      }
    }
    return chosen;
  }

  /** Four sums that do not wait for each other. */
  private static double dot(float[] a, float[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      first += (double) a[i] * b[i];
      second += (double) a[i + 1] * b[i + 1];
      third += (double) a[i + 2] * b[i + 2];
      fourth += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += (double) a[i] * b[i];
    }
    return first + second + (third + fourth);
  }
}
