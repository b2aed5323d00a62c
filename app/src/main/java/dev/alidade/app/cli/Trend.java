package dev.alidade.app.cli;

import java.util.Arrays;
import java.util.List;

/** A line through noisy figures that single outliers do not move (Theil and Sen). */
final class Trend {
  private Trend() {}

  /** The median of the slopes between all pairs, a step; 0 for fewer than two figures. */
  static double slope(List<Long> figures) {
    int count = figures.size();
    double[] slopes = new double[count * (count - 1) / 2];
    int at = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        slopes[at++] = (double) (figures.get(j) - figures.get(i)) / (j - i);
      }
    }
    return median(slopes);
  }

  /** The middle of the sorted values; 0 for none. */
  static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
