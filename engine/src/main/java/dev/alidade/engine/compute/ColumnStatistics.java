package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * Figures of the numbers of a series. Nulls and NaN are left out and counted. With no number, mean,
 * variance, min and max are NaN and the sum is 0. An infinity makes the mean infinite and the
 * variance NaN; min and max still hold.
 *
 * @param count numbers, infinities among them
 * @param nanCount values that are NaN but not null
 * @param variance of the population
 */
public record ColumnStatistics(
    long count,
    long nullCount,
    long nanCount,
    double sum,
    double mean,
    double variance,
    double min,
    double max,
    PathChoice path) {
  public double standardDeviation() {
    return Math.sqrt(variance);
  }

  /** Divided by {@code count − 1}; NaN below two numbers. */
  public double sampleVariance() {
    return count < 2 ? Double.NaN : variance * count / (count - 1);
  }

  static ColumnStatistics of(Moments moments, Series series, PathChoice path) {
    long nan = series.rows() - series.nullCount() - moments.count();
    if (moments.count() == 0) {
      return new ColumnStatistics(
          0, series.nullCount(), nan, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, path);
    }
    return new ColumnStatistics(
        moments.count(),
        series.nullCount(),
        nan,
        moments.sum(),
        moments.mean(),
        moments.min() == moments.max() ? 0 : moments.m2() / moments.count(),
        moments.min(),
        moments.max(),
        path);
  }
}
