package dev.alidade.engine.data;

/** Mean and sample variance of numbers that come one by one (Welford, 1962). */
final class Welford {
  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  /** NaN of fewer than two numbers. */
  double variance() {
    return count < 2 ? Double.NaN : squares / (count - 1);
  }
}
