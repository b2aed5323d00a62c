package dev.alidade.engine.data;

/** A sum of float64 values with what rounding took from it (Neumaier, 1974). */
final class CompensatedSum {
  private double sum;
  private double rest;
  private long count;

  void add(double value) {
    double next = sum + value;
    rest += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
    count++;
  }

  long count() {
    return count;
  }

  /** Infinite or NaN where a plain sum would be. */
  double total() {
    return Double.isFinite(sum) ? sum + rest : sum;
  }
}
