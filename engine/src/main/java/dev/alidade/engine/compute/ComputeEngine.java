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

  /** Pearson's r of every pair of series of the same rows. */
  CorrelationMatrix correlations(List<Series> series, Progress progress);

  default CorrelationMatrix correlations(List<? extends Column> columns) {
    return correlations(columns.stream().map(Series::of).toList(), Progress.NONE);
  }

  /** All rows in the order of their numbers. The sort is stable. */
  Sorted sort(Series series, SortOrder order, Progress progress);

  default Sorted sort(Column column, SortOrder order) {
    return sort(Series.of(column), order, Progress.NONE);
  }

  default Sorted sort(double[] values, SortOrder order) {
    return sort(Series.of(values), order, Progress.NONE);
  }

  /**
   * The first rows of {@link #sort}, found without sorting the rest.
   *
   * @param n at least 1; all rows where there are fewer
   */
  Sorted top(Series series, int n, SortOrder order, Progress progress);

  default Sorted top(Column column, int n, SortOrder order) {
    return top(Series.of(column), n, order, Progress.NONE);
  }

  default Sorted top(double[] values, int n, SortOrder order) {
    return top(Series.of(values), n, order, Progress.NONE);
  }

  /** Sums, means, extremes or deviations of each row and the rows before it. */
  Windowed window(Series series, MovingWindow window, Progress progress);

  default Windowed window(Column column, MovingWindow window) {
    return window(Series.of(column), window, Progress.NONE);
  }

  default Windowed window(double[] values, MovingWindow window) {
    return window(Series.of(values), window, Progress.NONE);
  }

  /** Groups points around centroids. Points are compared as 32-bit floats around their mean. */
  Clusters kMeans(Points points, KMeansOptions options, Progress progress);

  default Clusters kMeans(Matrix points, KMeansOptions options) {
    return kMeans(Points.of(points), options, Progress.NONE);
  }

  default Clusters kMeans(List<? extends Column> columns, KMeansOptions options) {
    return kMeans(Points.of(columns), options, Progress.NONE);
  }

  /**
   * Principal components, and the points in their coordinates. Products are summed as 32-bit floats
   * in blocks of 128 rows, the blocks in 64 bits: variances hold about 6 digits.
   */
  PrincipalComponents pca(Points points, PcaOptions options, Progress progress);

  default PrincipalComponents pca(Matrix points, PcaOptions options) {
    return pca(Points.of(points), options, Progress.NONE);
  }

  default PrincipalComponents pca(List<? extends Column> columns, PcaOptions options) {
    return pca(Points.of(columns), options, Progress.NONE);
  }

  /**
   * Ordinary least squares over the rows that have all numbers.
   *
   * @throws ComputeException.FeatureRedundant when a feature follows from those before it
   */
  LinearRegression regression(Series target, List<Series> features, Progress progress);

  default LinearRegression regression(Column target, List<? extends Column> features) {
    return regression(Series.of(target), features.stream().map(Series::of).toList(), Progress.NONE);
  }

  /** A product of matrices; each value is a float32 sum in the order of the inner dimension. */
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
