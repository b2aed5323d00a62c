package dev.alidade.engine.benchmark;

import java.util.Arrays;

/** Nanoseconds of one call over several runs. */
record Timing(double medianNanos, double minNanos, double maxNanos, int runs) {
  static Timing of(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Timing((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1], n);
  }
}
