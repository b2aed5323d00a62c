package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Where points lie and how they are spread, from one pass: which rows are points, their means, and
 * the scale of each dimension. Gives chunks of points as floats around the mean, where a float has
 * enough digits however far from zero the numbers are.
 */
final class PointCloud {
  /** Values of one chunk: 1 MiB as floats. */
  private static final int CHUNK_VALUES = 256 * 1024;

  /** A kernel uses each value so often in some 10 ms. */
  private static final int USUAL_WORK = 256;

  private final Points points;
  private final int chunkRows;
  private final BitSet complete;
  private final int count;
  private final double[] mean;

  /** Sums of squared deviations by dimension. */
  private final double[] squares;

  private final double[] scale;
  private final PerWorker<double[]> buffers;

  private PointCloud(
      Points points,
      ComputeRun run,
      int chunkRows,
      BitSet complete,
      int count,
      double[] mean,
      double[] squares,
      boolean standardise) {
    this.points = points;
    this.chunkRows = chunkRows;
    this.complete = complete;
    this.count = count;
    this.mean = mean;
    this.squares = squares;
    this.scale = new double[mean.length];
    for (int d = 0; d < scale.length; d++) {
      double deviation = Math.sqrt(squares[d] / Math.max(1, count - 1));
      scale[d] = standardise && deviation > 0 ? 1 / deviation : 1;
    }
    this.buffers = new PerWorker<>(run, worker -> new double[chunkRows * points.dimensions()]);
  }

  /**
   * @param standardise whether each dimension is divided by its standard deviation
   * @param work how often a value of a chunk will be used in one kernel call: the more, the smaller
   *     the chunks, so that a cancellation is seen in time
   */
  static PointCloud of(Points points, boolean standardise, int work, ComputeRun run) {
    int n = points.dimensions();
    if (n == 0) {
      throw new InvalidRequest("The points have no dimension.", "Give 1 or more columns.");
    }
    int rows = Math.clamp(CHUNK_VALUES / n / (1 + work / USUAL_WORK), 16, 8_192);
    List<Part> parts =
        run.map(
            (points.rows() + rows - 1) / rows,
            (chunk, worker) -> {
              int from = chunk * rows;
              int count = Math.min(rows, points.rows() - from);
              double[] values = new double[count * n];
              points.read(from, count, values);
              return Part.of(values, count, n);
            });
    BitSet complete = new BitSet(points.rows());
    Part all = new Part(0, new double[n], new double[n], new boolean[0]);
    for (int chunk = 0; chunk < parts.size(); chunk++) {
      boolean[] usable = parts.get(chunk).usable();
      for (int row = 0; row < usable.length; row++) {
        complete.set(chunk * rows + row, usable[row]);
      }
      all = all.plus(parts.get(chunk));
    }
    return new PointCloud(
        points, run, rows, complete, all.count, all.mean, all.squares, standardise);
  }

  private record Part(int count, double[] mean, double[] squares, boolean[] usable) {
    static Part of(double[] values, int rows, int n) {
      boolean[] usable = new boolean[rows];
      double[] first = new double[n];
      double[] mean = new double[n];
      double[] squares = new double[n];
      int count = 0;
      for (int row = 0; row < rows; row++) {
        double product = 0;
        for (int d = 0; d < n; d++) {
          product += values[row * n + d] * 0;
        }
        usable[row] = product == 0;
        if (usable[row]) {
          // Counted from the first point, so that the deviations of a constant are exactly zero.
          if (count++ == 0) {
            System.arraycopy(values, row * n, first, 0, n);
          }
          addDistance(mean, values, row * n, first);
        }
      }
      for (int d = 0; d < n && count > 0; d++) {
        mean[d] = first[d] + mean[d] / count;
      }
      for (int row = 0; row < rows; row++) {
        if (usable[row]) {
          addSquares(squares, values, row * n, mean);
        }
      }
      return new Part(count, mean, squares, usable);
    }

    private static void addDistance(double[] sums, double[] values, int at, double[] from) {
      for (int d = 0; d < sums.length; d++) {
        sums[d] += values[at + d] - from[d];
      }
    }

    private static void addSquares(double[] sums, double[] values, int at, double[] from) {
      for (int d = 0; d < sums.length; d++) {
        double distance = values[at + d] - from[d];
        sums[d] += distance * distance;
      }
    }

    Part plus(Part other) {
      if (other.count == 0) {
        return this;
      }
      int all = count + other.count;
      double share = other.count / (double) all;
      double[] means = new double[mean.length];
      double[] sums = new double[mean.length];
      for (int d = 0; d < means.length; d++) {
        double delta = other.mean[d] - mean[d];
        means[d] = count == 0 ? other.mean[d] : mean[d] + delta * share;
        sums[d] = squares[d] + other.squares[d] + (count == 0 ? 0 : delta * delta * count * share);
      }
      return new Part(all, means, sums, usable);
    }
  }

  int dimensions() {
    return mean.length;
  }

  int rows() {
    return points.rows();
  }

  /** Rows that are points. */
  int count() {
    return count;
  }

  boolean isPoint(int row) {
    return complete.get(row);
  }

  double[] mean() {
    return mean;
  }

  /** What a distance from the mean is multiplied by. */
  double[] scale() {
    return scale;
  }

  /** The sum of squared, scaled distances from the mean. */
  double totalSquares() {
    double sum = 0;
    for (int d = 0; d < squares.length; d++) {
      sum += squares[d] * scale[d] * scale[d];
    }
    return sum;
  }

  int chunks() {
    return (points.rows() + chunkRows - 1) / chunkRows;
  }

  /** The most points of a chunk. */
  int chunkRows() {
    return chunkRows;
  }

  int firstRow(int chunk) {
    return chunk * chunkRows;
  }

  int rowsOf(int chunk) {
    return Math.min(chunkRows, points.rows() - firstRow(chunk));
  }

  /**
   * Writes a chunk's points around the mean, scaled; rows that are no points are passed over.
   *
   * @param stride values from one point to the next
   * @return how many points
   */
  int read(int chunk, int worker, float[] out, int stride) {
    int n = mean.length;
    int from = firstRow(chunk);
    int rows = rowsOf(chunk);
    double[] values = buffers.of(worker);
    points.read(from, rows, values);
    int kept = 0;
    for (int row = 0; row < rows; row++) {
      if (complete.get(from + row)) {
        centre(values, row * n, out, kept * stride);
        kept++;
      }
    }
    return kept;
  }

  private void centre(double[] values, int at, float[] out, int to) {
    for (int d = 0; d < mean.length; d++) {
      out[to + d] = (float) ((values[at + d] - mean[d]) * scale[d]);
    }
  }

  /** Values that belong to points, at their rows; the rest is {@code absent}. */
  int[] atRows(int[] ofPoints, int absent) {
    int[] all = new int[rows()];
    Arrays.fill(all, absent);
    int point = 0;
    for (int row = complete.nextSetBit(0); row >= 0; row = complete.nextSetBit(row + 1)) {
      all[row] = ofPoints[point++];
    }
    return all;
  }
}
