package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Computes in chunks on the shards of the module {@code compute}: inputs are copied into scratch
 * memory, small enough to stay in the cache, and kernels work on that.
 */
public final class ShardedCompute implements ComputeEngine, AutoCloseable {
  private final Kernels kernels;
  private final List<Shard> shards;
  private final Telemetry telemetry;
  private final Workers workers;
  private final TaskPool tasks;

  public ShardedCompute(Kernels kernels, Shards shards, Telemetry telemetry) {
    this.kernels = kernels;
    this.shards = shards.of(ComputeKernels.MODULE);
    this.telemetry = telemetry;
    this.workers = new Workers(this.shards.size());
    this.tasks = new TaskPool(this.shards.size());
  }

  @Override
  public ColumnStatistics statistics(Series series, Progress progress) {
    return recorded(
        "compute.statistics",
        "figures of " + series.name(),
        List.of(series),
        progress,
        ColumnStatistics::path,
        run -> ColumnStatistics.of(Moments.of(series, run), series, run.path()));
  }

  @Override
  public Histogram histogram(Series series, int bins, Progress progress) {
    return recorded(
        "compute.histogram",
        "histogram of " + series.name(),
        List.of(series),
        progress,
        Histogram::path,
        run -> Binning.histogram(series, bins, run));
  }

  @Override
  public Quantiles quantiles(Series series, double[] probabilities, Progress progress) {
    return recorded(
        "compute.quantiles",
        "quantiles of " + series.name(),
        List.of(series),
        progress,
        Quantiles::path,
        run -> Selection.quantiles(series, probabilities, run));
  }

  @Override
  public Correlation correlation(Series a, Series b, Progress progress) {
    if (a.rows() != b.rows()) {
      throw new InvalidRequest(
          "%s has %,d rows and %s has %,d.".formatted(a.name(), a.rows(), b.name(), b.rows()),
          "Give two series of the same rows.");
    }
    return recorded(
        "compute.correlation",
        "correlation of " + a.name() + " and " + b.name(),
        List.of(a, b),
        progress,
        Correlation::path,
        run -> {
          CoMoments both = CoMoments.of(a, b, run);
          return new Correlation(both.r(), both.count(), ComputeRun.java(CoMoments.WHY_JAVA));
        });
  }

  @Override
  public CorrelationMatrix correlations(List<Series> series, Progress progress) {
    Points.ofSeries(series); // refuses what has no common rows
    return recorded(
        "compute.correlations",
        "correlations of " + series.size() + " columns",
        series,
        progress,
        CorrelationMatrix::path,
        run -> CoMoments.matrix(series, run));
  }

  @Override
  public Sorted sort(Series series, SortOrder order, Progress progress) {
    return recorded(
        "compute.sort",
        "sorting " + series.name(),
        List.of(series),
        progress,
        Sorted::path,
        run -> Ordering.sort(series, order, run));
  }

  @Override
  public Sorted top(Series series, int n, SortOrder order, Progress progress) {
    return recorded(
        "compute.top",
        "first rows by " + series.name(),
        List.of(series),
        progress,
        Sorted::path,
        run -> Ordering.top(series, n, order, run));
  }

  @Override
  public Windowed window(Series series, MovingWindow window, Progress progress) {
    return recorded(
        "compute.window",
        "moving window over " + series.name(),
        List.of(series),
        progress,
        Windowed::path,
        run -> Windows.of(series, window, run));
  }

  @Override
  public Clusters kMeans(Points points, KMeansOptions options, Progress progress) {
    return recorded(
        "compute.kmeans",
        "finding clusters",
        points,
        progress,
        Clusters::path,
        run -> KMeans.of(points, options, run));
  }

  @Override
  public PrincipalComponents pca(Points points, PcaOptions options, Progress progress) {
    return recorded(
        "compute.pca",
        "finding principal components",
        points,
        progress,
        PrincipalComponents::path,
        run -> Pca.of(points, options, run));
  }

  @Override
  public LinearRegression regression(Series target, List<Series> features, Progress progress) {
    List<Series> all = new ArrayList<>(features);
    all.add(target);
    return recorded(
        "compute.regression",
        "regression of " + target.name(),
        all,
        progress,
        LinearRegression::path,
        run -> LeastSquares.of(target, features, run));
  }

  @Override
  public Product multiply(Matrix a, Matrix b, Progress progress) {
    return recorded(
        "compute.multiply",
        "multiplying matrices",
        a.rows(),
        4L * (a.values().length + (long) b.values().length),
        progress,
        Product::path,
        run -> MatrixProduct.multiply(a, b, run));
  }

  @Override
  public <T> List<T> parallel(List<Callable<T>> work, Progress progress) {
    PathChoice java = ComputeRun.java("tasks of the caller");
    return recorded(
        "compute.parallel",
        "running tasks",
        work.size(),
        0,
        progress,
        results -> java,
        run -> tasks.run(work, progress));
  }

  private <R> R recorded(
      String operation,
      String words,
      Points points,
      Progress progress,
      Function<R, PathChoice> path,
      Function<ComputeRun, R> work) {
    points.retain();
    try {
      long bytes = 4L * points.rows() * points.dimensions();
      return recorded(operation, words, points.rows(), bytes, progress, path, work);
    } finally {
      points.release();
    }
  }

  private <R> R recorded(
      String operation,
      String words,
      List<Series> inputs,
      Progress progress,
      Function<R, PathChoice> path,
      Function<ComputeRun, R> work) {
    inputs.forEach(Series::retain);
    try {
      long rows = inputs.isEmpty() ? 0 : inputs.getFirst().rows();
      return recorded(operation, words, rows, rows * 8 * inputs.size(), progress, path, work);
    } finally {
      inputs.forEach(Series::release);
    }
  }

  private <R> R recorded(
      String operation,
      String words,
      long rows,
      long bytes,
      Progress progress,
      Function<R, PathChoice> path,
      Function<ComputeRun, R> work) {
    long start = System.nanoTime();
    PathChoice taken = ComputeRun.java("stopped before the end");
    long answered = 0;
    boolean failed = false;
    boolean fellBack = false;
    try (ComputeRun run = new ComputeRun(words, kernels, shards, workers, progress)) {
      run.check();
      R result = work.apply(run);
      taken = path.apply(result);
      fellBack = run.fellBack();
      answered = rows;
      return result;
    } catch (RuntimeException | Error e) {
      failed = telemetry.failed(operation, e);
      throw e;
    } finally {
      telemetry.record(
          new OperationSample(
              operation,
              taken,
              System.nanoTime() - start,
              rows,
              answered,
              bytes,
              failed,
              fellBack));
    }
  }

  @Override
  public void close() {
    tasks.close();
    workers.close();
  }
}
