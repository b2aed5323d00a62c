package dev.alidade.engine.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the samples of one variant say.
 *
 * @param spread the samples in order, thinned to {@value #KEPT} at the most: the least and the most
 *     are among them
 */
record Timing(double medianNanos, double minNanos, double maxNanos, int runs, List<Double> spread) {
  /** Enough for the shape of a histogram, and little to keep. */
  static final int KEPT = 61;

  Timing {
    spread = List.copyOf(spread);
  }

  static Timing of(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int kept = Math.min(n, KEPT);
    List<Double> spread = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      spread.add(sorted[kept == 1 ? 0 : (int) Math.round((double) i * (n - 1) / (kept - 1))]);
    }
    return new Timing(
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1], n, spread);
  }
}
