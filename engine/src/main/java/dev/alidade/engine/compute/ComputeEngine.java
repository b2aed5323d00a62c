package dev.alidade.engine.compute;

import dev.alidade.engine.dataset.Column;
import java.util.List;
import java.util.concurrent.Callable;

/** Numbers over columns and arrays. Inputs are never changed. Thread-safe. */
public interface ComputeEngine {
  /** One pass over a numeric or timestamp column. */
  ColumnStatistics statistics(Column column);

  ColumnStatistics statistics(double[] values);

  /**
   * @param bins 1 to 65,536
   */
  Histogram histogram(double[] values, int bins);

  Histogram histogram(Column column, int bins);

  /**
   * Values at {@code probabilities} (0 to 1), linearly interpolated. NaN and nulls are left out.
   */
  double[] quantiles(double[] values, double... probabilities);

  /** Pearson's r over the rows where both are present. */
  double correlation(Column a, Column b);

  Matrix multiply(Matrix a, Matrix b);

  /** Runs the tasks on the workers and gives their results in order. */
  <T> List<T> parallel(List<Callable<T>> tasks);
}
