package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;

import dev.alidade.engine.runtime.kernels.Blocks.Gram;
import dev.alidade.engine.runtime.kernels.Blocks.Nearest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Plain-Java twins of the kernels over rows of floats, bit for bit. Loops run over independent sums
 * side by side, which the compiler turns into vector instructions.
 */
final class RowTwins {
  private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLES = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /** As in the kernel: it decides how sums are rounded. */
  private static final int GRAM_BLOCK = 128;

  /** Rows whose distances are summed side by side; with 384 dimensions they fill 96 KiB. */
  private static final int SIDE_BY_SIDE = 64;

  private RowTwins() {}

  static void gramF32(MemorySegment m, long p) {
    int rows = i32(m, p + Gram.ROWS);
    int n = i32(m, p + Gram.DIMENSIONS);
    int stride = i32(m, p + Gram.STRIDE);
    if (rows < 0 || n < 0 || stride < n) {
      bad(m, p);
      return;
    }
    long values = u32(m, p + Gram.VALUES);
    double[] gram = new double[n * n];
    float[] x = new float[GRAM_BLOCK * n];
    float[] sums = new float[n];
    for (int from = 0; from < rows; from += GRAM_BLOCK) {
      int count = Math.min(GRAM_BLOCK, rows - from);
      for (int r = 0; r < count; r++) {
        MemorySegment.copy(m, FLOATS, values + 4L * (from + r) * stride, x, r * n, n);
      }
      for (int i = 0; i < n; i++) {
        Arrays.fill(sums, 0);
        for (int r = 0; r < count; r++) {
          addScaled(sums, i, x[r * n + i], x, r * n, n);
        }
        for (int j = i; j < n; j++) {
          gram[i * n + j] += sums[j];
        }
      }
    }
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        gram[i * n + j] = gram[j * n + i];
      }
    }
    MemorySegment.copy(gram, 0, m, DOUBLES, u32(m, p + Gram.OUT_GRAM), gram.length);
    ok(m, p);
  }

  private static void addScaled(float[] sums, int first, float s, float[] x, int row, int n) {
    for (int j = first; j < n; j++) {
      sums[j] += s * x[row + j];
    }
  }

  static void nearestF32(MemorySegment m, long p) {
    int rows = i32(m, p + Nearest.ROWS);
    int n = i32(m, p + Nearest.DIMENSIONS);
    int centroids = i32(m, p + Nearest.CENTROIDS);
    if (rows < 0 || n < 0 || centroids < 1) {
      bad(m, p);
      return;
    }
    float[] centres = m.asSlice(u32(m, p + Nearest.CENTRES), 4L * centroids * n).toArray(FLOATS);
    float[] row = new float[n];
    float[] turned = new float[n * SIDE_BY_SIDE];
    float[][] sums = new float[5][SIDE_BY_SIDE];
    float[] least = new float[SIDE_BY_SIDE];
    int[] nearest = new int[SIDE_BY_SIDE];
    for (int from = 0; from < rows; from += SIDE_BY_SIDE) {
      int count = Math.min(SIDE_BY_SIDE, rows - from);
      for (int r = 0; r < count; r++) {
        long at = u32(m, p + Nearest.VALUES) + 4L * (from + r) * n;
        MemorySegment.copy(m, FLOATS, at, row, 0, n);
        for (int i = 0; i < n; i++) {
          turned[i * SIDE_BY_SIDE + r] = row[i];
        }
      }
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(nearest, 0);
      for (int c = 0; c < centroids; c++) {
        distances(turned, centres, c * n, n, sums);
        for (int r = 0; r < count; r++) {
          float found = ((sums[0][r] + sums[2][r]) + (sums[1][r] + sums[3][r])) + sums[4][r];
          if (found < least[r]) {
            least[r] = found;
            nearest[r] = c;
          }
        }
      }
      MemorySegment.copy(
          nearest,
          0,
          m,
          ValueLayout.JAVA_INT_UNALIGNED,
          u32(m, p + Nearest.OUT_NEAREST) + 4L * from,
          count);
      MemorySegment.copy(least, 0, m, FLOATS, u32(m, p + Nearest.OUT_DISTANCES) + 4L * from, count);
    }
    ok(m, p);
  }

  /** Value i goes into sum i % 4, those after the last full four into the fifth. */
  private static void distances(
      float[] turned, float[] centres, int centre, int n, float[][] sums) {
    for (float[] each : sums) {
      Arrays.fill(each, 0);
    }
    int full = n & -4;
    for (int i = 0; i < n; i++) {
      addSquares(sums[i < full ? i & 3 : 4], turned, i * SIDE_BY_SIDE, centres[centre + i]);
    }
  }

  private static void addSquares(float[] sums, float[] turned, int at, float centre) {
    for (int r = 0; r < SIDE_BY_SIDE; r++) {
      float d = turned[at + r] - centre;
      sums[r] += d * d;
    }
  }
}
