package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.compute.PcaOptions.Method;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Principal components by the covariance matrix, or by a subspace where there are many dimensions.
 */
final class Pca {
  private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /** Up to here all eigenvalues of the covariance matrix take less than a second. */
  private static final int MOST_FOR_COVARIANCE = 512;

  /** The covariance matrix of more takes minutes. */
  private static final int MOST_AT_ALL = 4_096;

  /** Rows that are multiples of 4 KiB apart share cache sets: one more line a row spreads them. */
  private static final int PADDING = 16;

  /** Matrices that are summed apart: enough for the progress, few enough for the heap. */
  private static final long SUMS_BYTES = 64L << 20;

  private static final int MOST_SUMS = 32;

  private Pca() {}

  /**
   * Orthonormal directions.
   *
   * @param values sums of squares along them, largest first
   */
  record Axes(double[][] directions, double[] values, int iterations) {}

  static PrincipalComponents of(Points points, PcaOptions options, ComputeRun run) {
    run.stage(0, 0.2, "reading the points");
    PointCloud cloud = PointCloud.of(points, options.standardise(), points.dimensions(), run);
    if (cloud.count() < 2) {
      throw new InvalidRequest(
          "Of %,d rows, %d are points.".formatted(cloud.rows(), cloud.count()),
          "Two rows or more must have a number in every column.");
    }
    int wanted = Math.min(options.components(), cloud.dimensions());
    Method method = method(options.method(), cloud.dimensions());
    run.stage(0.2, 0.8, method == Method.COVARIANCE ? "covariances" : "subspace");
    Axes axes =
        method == Method.COVARIANCE
            ? covariance(cloud, wanted, run)
            : Subspace.of(cloud, wanted, options.seed(), run);
    return result(cloud, axes, options, method, run);
  }

  private static Method method(Method asked, int dimensions) {
    if (asked == Method.AUTO) {
      return dimensions <= MOST_FOR_COVARIANCE ? Method.COVARIANCE : Method.SUBSPACE;
    }
    if (asked == Method.COVARIANCE && dimensions > MOST_AT_ALL) {
      throw new InvalidRequest(
          "The covariances of %,d dimensions are too many.".formatted(dimensions),
          "Take the subspace method.");
    }
    return asked;
  }

  private static Axes covariance(PointCloud cloud, int wanted, ComputeRun run) {
    double[][] gram = gram(cloud, run);
    SymmetricEigen eigen = SymmetricEigen.of(gram, run::check);
    return new Axes(
        Arrays.copyOf(eigen.vectors(), wanted), Arrays.copyOf(eigen.values(), wanted), 0);
  }

  private record Buffers(float[] values, Region points, Region gram) {}

  /** XᵀX of the points around their mean; chunks' matrices are added in float64. */
  private static double[][] gram(PointCloud cloud, ComputeRun run) {
    int n = cloud.dimensions();
    int stride = n + PADDING;
    var buffers =
        new PerWorker<Buffers>(
            run,
            worker ->
                new Buffers(
                    new float[cloud.chunkRows() * stride],
                    run.scratch(worker, 4L * cloud.chunkRows() * stride),
                    run.scratch(worker, 8L * n * n)));
    int kept = Math.clamp(SUMS_BYTES / (8L * n * n), 2, MOST_SUMS);
    List<double[][]> parts =
        run.fold(
            cloud.chunks(),
            kept,
            () -> new double[n][n],
            (sums, chunk, worker) -> {
              Buffers own = buffers.of(worker);
              int count = cloud.read(chunk, worker, own.values(), stride);
              MemorySegment.copy(
                  own.values(), 0, own.points().segment(), FLOATS, 0, count * stride);
              run.call(
                  ComputeKernels.GRAM_F32,
                  worker,
                  count,
                  4L * count * n,
                  block ->
                      block
                          .putInt(Blocks.Gram.ROWS, count)
                          .putInt(Blocks.Gram.DIMENSIONS, n)
                          .putInt(Blocks.Gram.STRIDE, stride)
                          .putInt(Blocks.Gram.VALUES, own.points().offset())
                          .putInt(Blocks.Gram.OUT_GRAM, own.gram().offset()),
                  block -> true);
              add(sums, own.gram().segment());
            });
    double[][] all = new double[n][n];
    for (double[][] part : parts) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          all[i][j] += part[i][j];
        }
      }
    }
    return all;
  }

  private static void add(double[][] sums, MemorySegment gram) {
    int n = sums.length;
    double[] row = new double[n];
    for (int i = 0; i < n; i++) {
      MemorySegment.copy(gram, ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i * n, row, 0, n);
      for (int j = 0; j < n; j++) {
        sums[i][j] += row[j];
      }
    }
  }

  private static PrincipalComponents result(
      PointCloud cloud, Axes axes, PcaOptions options, Method method, ComputeRun run) {
    double[][] components = axes.directions();
    double[] variance = new double[components.length];
    double[] share = new double[components.length];
    double total = cloud.totalSquares();
    for (int c = 0; c < components.length; c++) {
      turned(components[c]);
      double squares = Math.max(0, axes.values()[c]); // rounding may leave −1e-20
      variance[c] = squares / (cloud.count() - 1);
      share[c] = total > 0 ? squares / total : Double.NaN;
    }
    run.stage(0.8, 1, "coordinates");
    Matrix coordinates =
        options.coordinates()
            ? Projection.of(cloud, components, run)
            : new Matrix(cloud.rows(), 0, new float[0]);
    return new PrincipalComponents(
        components,
        variance,
        share,
        cloud.mean(),
        cloud.scale(),
        coordinates,
        cloud.count(),
        method,
        axes.iterations(),
        run.path());
  }

  /** An axis has two directions; the one whose largest value is positive is taken. */
  private static void turned(double[] component) {
    double largest = 0;
    for (double value : component) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    for (int d = 0; largest < 0 && d < component.length; d++) {
      component[d] = -component[d];
    }
  }
}
