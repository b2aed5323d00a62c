package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Workload.Prepared;
import dev.alidade.engine.runtime.kernels.Blocks.Gram;
import dev.alidade.engine.runtime.kernels.Blocks.Histogram;
import dev.alidade.engine.runtime.kernels.Blocks.Matmul;
import dev.alidade.engine.runtime.kernels.Blocks.Moments;
import dev.alidade.engine.runtime.kernels.Blocks.Nearest;

/** Inputs for the compute kernels; items are rows, for matrices multiplications. */
final class ComputeWorkloads {
  private ComputeWorkloads() {}

  static Prepared moments(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    boolean finite = in.chance(50);
    Region values = in.doubles(items, i -> finite ? in.gaussian() : DataWorkloads.value(in));
    int validity = in.bitmapOrNone(items, in.oneOf(0, 10, 80));
    return in.ready(
        block ->
            block
                .putInt(Moments.ROWS, items)
                .putInt(Moments.VALUES, values.offset())
                .putInt(Moments.VALIDITY, validity));
  }

  static Prepared histogram(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int bins = in.usual() ? 64 : in.oneOf(1, 2, 10, 64, 1000);
    double low = in.usual() ? -250 : in.between(-5, 0);
    double high = in.usual() ? 250 : low + in.oneOf(1, 3, 9);
    Region values = in.doubles(items, i -> DataWorkloads.value(in));
    int validity = in.bitmapOrNone(items, 80);
    Region counts = in.output(8L * bins);
    return in.ready(
        block ->
            block
                .putInt(Histogram.ROWS, items)
                .putInt(Histogram.VALUES, values.offset())
                .putInt(Histogram.VALIDITY, validity)
                .putDouble(Histogram.LOW, low)
                .putDouble(Histogram.HIGH, high)
                .putInt(Histogram.BINS, bins)
                .putInt(Histogram.OUT_COUNTS, counts.offset()));
  }

  static Prepared matmulF32(MemorySpace memory, int items, long seed) {
    return matmul(new WorkloadInputs(memory, seed), items, 4);
  }

  static Prepared matmulF64(MemorySpace memory, int items, long seed) {
    return matmul(new WorkloadInputs(memory, seed), items, 8);
  }

  private static Prepared matmul(WorkloadInputs in, int items, int width) {
    int side = (int) Math.round(Math.cbrt(items));
    int m = in.usual() ? side : in.between(0, side);
    int n = in.usual() ? side : in.between(0, side + 3);
    int k = in.usual() ? side : in.oneOf(0, 1, side, 300);
    Region a =
        width == 4 ? in.floats(m * k, i -> in.gaussian()) : in.doubles(m * k, i -> in.gaussian());
    Region b =
        width == 4 ? in.floats(k * n, i -> in.gaussian()) : in.doubles(k * n, i -> in.gaussian());
    Region c = in.output((long) width * m * n);
    return in.ready(
        block ->
            block
                .putInt(Matmul.M, m)
                .putInt(Matmul.N, n)
                .putInt(Matmul.K, k)
                .putInt(Matmul.A, a.offset())
                .putInt(Matmul.B, b.offset())
                .putInt(Matmul.OUT_C, c.offset()));
  }

  static Prepared gram(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int dimensions = in.usual() ? usual(in) : in.oneOf(0, 1, 3, 4, 8, 11, 12, 33);
    int stride = dimensions + (in.usual() ? 16 : in.oneOf(0, 1, 16));
    Region values = in.floats(items * stride, i -> in.gaussian());
    Region gram = in.output(8L * dimensions * dimensions);
    return in.ready(
        block ->
            block
                .putInt(Gram.ROWS, items)
                .putInt(Gram.DIMENSIONS, dimensions)
                .putInt(Gram.STRIDE, stride)
                .putInt(Gram.VALUES, values.offset())
                .putInt(Gram.OUT_GRAM, gram.offset()));
  }

  static Prepared nearest(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int dimensions = in.usual() ? usual(in) : in.oneOf(0, 1, 2, 3, 4, 7, 8, 50);
    int centroids = in.usual() ? 16 : in.oneOf(1, 2, 3, 8, 9);
    // Whole numbers give equal distances, whose first centroid has to win.
    boolean whole = !in.usual() && in.chance(50);
    boolean nasty = !in.usual() && in.chance(30);
    Region values =
        in.floats(
            items * dimensions,
            i -> nasty && in.chance(20) ? DataWorkloads.value(in) : value(in, whole));
    Region centres = in.floats(centroids * dimensions, i -> value(in, whole));
    Region nearest = in.output(4L * items);
    Region distances = in.output(4L * items);
    return in.ready(
        block ->
            block
                .putInt(Nearest.ROWS, items)
                .putInt(Nearest.DIMENSIONS, dimensions)
                .putInt(Nearest.CENTROIDS, centroids)
                .putInt(Nearest.VALUES, values.offset())
                .putInt(Nearest.CENTRES, centres.offset())
                .putInt(Nearest.OUT_NEAREST, nearest.offset())
                .putInt(Nearest.OUT_DISTANCES, distances.offset()));
  }

  /** Those of small embeddings; calibration takes fewer, as it has a second for all kernels. */
  private static int usual(WorkloadInputs in) {
    return in.wide() ? 384 : 64;
  }

  private static double value(WorkloadInputs in, boolean whole) {
    return whole ? in.between(-2, 2) : in.gaussian();
  }
}
