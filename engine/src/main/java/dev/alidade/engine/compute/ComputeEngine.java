package dev.alidade.engine.compute;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Column;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Numbers over columns and arrays. Inputs are never changed, and a result does not depend on how
 * many workers there are. Thread-safe.
 *
 * <p>Nulls and NaN are left out, unless a method says otherwise; −0.0 and 0.0 are equal. What is
 * asked for in vain (the mean of nothing) is NaN and not an error; what makes no sense (the mean of
 * a text) is an {@link dev.alidade.engine.InvalidRequest}.
 */
public interface ComputeEngine {
  /** One pass over the numbers. */
  ColumnStatistics statistics(Series series, Progress progress);

  default ColumnStatistics statistics(Column column) {
    return statistics(Series.of(column), Progress.NONE);
  }

  default ColumnStatistics statistics(double[] values) {
    return statistics(Series.of(values), Progress.NONE);
  }

  default ColumnStatistics statistics(float[] values) {
    return statistics(Series.of(values), Progress.NONE);
  }

  /**
   * @param bins 1 to 65,536
   */
  Histogram histogram(Series series, int bins, Progress progress);

  default Histogram histogram(Column column, int bins) {
    return histogram(Series.of(column), bins, Progress.NONE);
  }

  default Histogram histogram(double[] values, int bins) {
    return histogram(Series.of(values), bins, Progress.NONE);
  }

  /** Values at {@code probabilities} (0 to 1), linearly interpolated. */
  Quantiles quantiles(Series series, double[] probabilities, Progress progress);

  default Quantiles quantiles(Column column, double... probabilities) {
    return quantiles(Series.of(column), probabilities, Progress.NONE);
  }

  default Quantiles quantiles(double[] values, double... probabilities) {
    return quantiles(Series.of(values), probabilities, Progress.NONE);
  }

  /** Pearson's r over the rows where both are present. */
  Correlation correlation(Series a, Series b, Progress progress);

  default Correlation correlation(Column a, Column b) {
    return correlation(Series.of(a), Series.of(b), Progress.NONE);
  }

  default Correlation correlation(double[] a, double[] b) {
    return correlation(Series.of(a), Series.of(b), Progress.NONE);
  }

  Product multiply(Matrix a, Matrix b, Progress progress);

  default Product multiply(Matrix a, Matrix b) {
    return multiply(a, b, Progress.NONE);
  }

  /**
   * Runs the tasks on the workers and gives their results in order. When one fails, or the call is
   * cancelled, waiting tasks are dropped, running ones are interrupted, and the call ends at once;
   * a task that ignores its interrupt keeps its worker until it ends. A task may call this method.
   *
   * @throws ComputeException.TaskFailed when a task throws; an EngineException is thrown as it is
   */
  <T> List<T> parallel(List<Callable<T>> tasks, Progress progress);

  default <T> List<T> parallel(List<Callable<T>> tasks) {
    return parallel(tasks, Progress.NONE);
  }
}
