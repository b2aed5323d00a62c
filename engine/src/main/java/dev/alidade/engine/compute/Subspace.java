package dev.alidade.engine.compute;

import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The leading directions by subspace iteration from a random start: Y ← XᵀXY, made orthonormal,
 * until the sums of squares along the wanted directions settle. One pass over the points an
 * iteration.
 */
final class Subspace {
  private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /**
   * More directions than wanted speed the convergence (Halko, Martinsson and Tropp take 5 to 10).
   */
  private static final int EXTRA = 8;

  /** Flat spectra settle slowly; there, directions past this hardly explain more. */
  private static final int MOST_ITERATIONS = 40;

  /** Digits that float32 products carry. */
  private static final double SETTLED = 1e-6;

  /** Sums that are kept apart, for the progress. */
  private static final int SUMS = 16;

  private final PointCloud cloud;
  private final ComputeRun run;
  private final int n;
  private final int width;
  private final PerWorker<Buffers> buffers;

  private record Buffers(
      float[] values, float[] products, Region points, Region directions, Region products32) {}

  private Subspace(PointCloud cloud, int wanted, ComputeRun run) {
    this.cloud = cloud;
    this.run = run;
    this.n = cloud.dimensions();
    this.width = Math.min(n, wanted + EXTRA + 7 & -8); // whole vectors for the kernel
    this.buffers =
        new PerWorker<>(
            run,
            worker ->
                new Buffers(
                    new float[cloud.chunkRows() * n],
                    new float[cloud.chunkRows() * width],
                    run.scratch(worker, 4L * cloud.chunkRows() * n),
                    run.scratch(worker, 4L * n * width),
                    run.scratch(worker, 4L * cloud.chunkRows() * width)));
  }

  static Pca.Axes of(PointCloud cloud, int wanted, long seed, ComputeRun run) {
    return new Subspace(cloud, wanted, run).axes(wanted, seed);
  }

  private Pca.Axes axes(int wanted, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] basis = new double[width][n];
    for (double[] direction : basis) {
      Arrays.setAll(direction, d -> random.nextGaussian());
    }
    orthonormalise(basis, random);
    double[] before = new double[wanted];
    for (int iteration = 1; ; iteration++) {
      double share = 0.6 / (MOST_ITERATIONS + 1);
      run.stage(
          0.2 + (iteration - 1) * share, 0.2 + iteration * share, "subspace, pass " + iteration);
      double[][] image = image(basis);
      Pca.Axes axes = ritz(basis, image, wanted, iteration);
      if (settled(before, axes.values()) || iteration == MOST_ITERATIONS || width == n) {
        return axes;
      }
      before = axes.values();
      basis = image;
      orthonormalise(basis, random);
    }
  }

  private static boolean settled(double[] before, double[] now) {
    for (int i = 0; i < now.length; i++) {
      if (Math.abs(now[i] - before[i]) > SETTLED * Math.abs(now[i])) {
        return false;
      }
    }
    return true;
  }

  /** Rayleigh and Ritz: the best directions within the basis. */
  private Pca.Axes ritz(double[][] basis, double[][] image, int wanted, int iteration) {
    double[][] small = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        small[i][j] = (dot(basis[i], image[j]) + dot(basis[j], image[i])) / 2;
        small[j][i] = small[i][j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(small, run::check);
    double[][] directions = new double[wanted][n];
    for (int c = 0; c < wanted; c++) {
      for (int i = 0; i < width; i++) {
        addScaled(directions[c], eigen.vectors()[c][i], basis[i]);
      }
    }
    return new Pca.Axes(directions, Arrays.copyOf(eigen.values(), wanted), iteration);
  }

  /** XᵀX times each direction. */
  private double[][] image(double[][] basis) {
    float[] columns = new float[n * width];
    for (int c = 0; c < width; c++) {
      for (int d = 0; d < n; d++) {
        columns[d * width + c] = (float) basis[c][d];
      }
    }
    List<double[][]> parts =
        run.fold(
            cloud.chunks(),
            SUMS,
            () -> new double[width][n],
            (sums, chunk, worker) -> addImage(sums, chunk, columns, worker));
    double[][] all = new double[width][n];
    for (double[][] part : parts) {
      for (int c = 0; c < width; c++) {
        addScaled(all[c], 1, part[c]);
      }
    }
    return all;
  }

  private void addImage(double[][] sums, int chunk, float[] columns, int worker) {
    Buffers own = buffers.of(worker);
    int count = cloud.read(chunk, worker, own.values(), n);
    MemorySegment.copy(own.values(), 0, own.points().segment(), FLOATS, 0, count * n);
    MemorySegment.copy(columns, 0, own.directions().segment(), FLOATS, 0, columns.length);
    run.call(
        ComputeKernels.MATMUL_F32,
        worker,
        (long) count * width * n,
        4L * count * n,
        block ->
            block
                .putInt(Blocks.Matmul.M, count)
                .putInt(Blocks.Matmul.N, width)
                .putInt(Blocks.Matmul.K, n)
                .putInt(Blocks.Matmul.A, own.points().offset())
                .putInt(Blocks.Matmul.B, own.directions().offset())
                .putInt(Blocks.Matmul.OUT_C, own.products32().offset()),
        block -> true);
    float[] products = own.products();
    MemorySegment.copy(own.products32().segment(), FLOATS, 0, products, 0, count * width);
    float[] sum = new float[n];
    for (int c = 0; c < width; c++) {
      Arrays.fill(sum, 0);
      for (int row = 0; row < count; row++) {
        addScaled(sum, products[row * width + c], own.values(), row * n);
      }
      for (int d = 0; d < n; d++) {
        sums[c][d] += sum[d];
      }
    }
  }

  /** Gram and Schmidt, twice over, as once is not enough for directions that nearly agree. */
  private static void orthonormalise(double[][] basis, SplittableRandom random) {
    for (int i = 0; i < basis.length; i++) {
      double before = Math.sqrt(dot(basis[i], basis[i]));
      while (true) {
        for (int round = 0; round < 2; round++) {
          for (int j = 0; j < i; j++) {
            addScaled(basis[i], -dot(basis[i], basis[j]), basis[j]);
          }
        }
        double length = Math.sqrt(dot(basis[i], basis[i]));
        if (length > 1e-12 * before && length > 0) {
          addScaled(basis[i], 1 / length - 1, basis[i].clone());
          break;
        }
        // The points span fewer directions than that: any other will do.
        Arrays.setAll(basis[i], d -> random.nextGaussian());
        before = Math.sqrt(dot(basis[i], basis[i]));
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private static void addScaled(double[] to, double factor, double[] from) {
    for (int d = 0; d < to.length; d++) {
      to[d] += factor * from[d];
    }
  }

  private static void addScaled(float[] to, float factor, float[] from, int at) {
    for (int d = 0; d < to.length; d++) {
      to[d] += factor * from[at + d];
    }
  }
}
