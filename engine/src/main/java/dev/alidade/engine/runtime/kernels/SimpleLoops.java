package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.f32;
import static dev.alidade.engine.runtime.kernels.Access.f64;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;

import dev.alidade.engine.runtime.kernels.Blocks.Gram;
import dev.alidade.engine.runtime.kernels.Blocks.Matmul;
import dev.alidade.engine.runtime.kernels.Blocks.Moments;
import dev.alidade.engine.runtime.kernels.Blocks.Nearest;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32;
import java.lang.foreign.MemorySegment;

/**
 * The loops a programmer would write first, for the benchmark's {@code java-simple} rows. They take
 * the usual shapes only: no selection, no threshold, no nulls.
 */
final class SimpleLoops {
  private SimpleLoops() {}

  static void scanF32Dot(MemorySegment m, long p) {
    int rows = i32(m, p + ScanF32.ROWS);
    int n = i32(m, p + ScanF32.DIMENSIONS);
    int stride = i32(m, p + ScanF32.STRIDE);
    long query = u32(m, p + ScanF32.QUERY);
    long vectors = u32(m, p + ScanF32.VECTORS);
    TopRows top = new TopRows(i32(m, p + ScanF32.K), rows);
    for (int row = 0; row < rows; row++) {
      long at = vectors + 4L * row * stride;
      float sum = 0;
      for (int i = 0; i < n; i++) {
        sum += f32(m, query + 4L * i) * f32(m, at + 4L * i);
      }
      top.offer(sum, row);
    }
    top.write(m, u32(m, p + ScanF32.OUT_ROWS), u32(m, p + ScanF32.OUT_SCORES), 1);
    i32(m, p + ScanF32.OUT_COUNT, top.count());
    ok(m, p);
  }

  static void scanF32L2(MemorySegment m, long p) {
    int rows = i32(m, p + ScanF32.ROWS);
    int n = i32(m, p + ScanF32.DIMENSIONS);
    int stride = i32(m, p + ScanF32.STRIDE);
    long query = u32(m, p + ScanF32.QUERY);
    long vectors = u32(m, p + ScanF32.VECTORS);
    TopRows top = new TopRows(i32(m, p + ScanF32.K), rows);
    for (int row = 0; row < rows; row++) {
      long at = vectors + 4L * row * stride;
      float sum = 0;
      for (int i = 0; i < n; i++) {
        float d = f32(m, query + 4L * i) - f32(m, at + 4L * i);
        sum += d * d;
      }
      top.offer(-sum, row);
    }
    top.write(m, u32(m, p + ScanF32.OUT_ROWS), u32(m, p + ScanF32.OUT_SCORES), -1);
    i32(m, p + ScanF32.OUT_COUNT, top.count());
    ok(m, p);
  }

  /** Two passes: the mean, then the deviations. */
  static void momentsF64(MemorySegment m, long p) {
    int rows = i32(m, p + Moments.ROWS);
    long values = u32(m, p + Moments.VALUES);
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < rows; row++) {
      double v = f64(m, values + 8L * row);
      sum += v;
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
    double mean = rows == 0 ? 0 : sum / rows;
    double m2 = 0;
    for (int row = 0; row < rows; row++) {
      double d = f64(m, values + 8L * row) - mean;
      m2 += d * d;
    }
    Access.i64(m, p + Moments.OUT_COUNT, rows);
    f64(m, p + Moments.OUT_SUM, sum);
    f64(m, p + Moments.OUT_MEAN, mean);
    f64(m, p + Moments.OUT_M2, m2);
    f64(m, p + Moments.OUT_MIN, min);
    f64(m, p + Moments.OUT_MAX, max);
    ok(m, p);
  }

  /** Rows by columns, one sum an element. */
  static void matmulF32(MemorySegment memory, long p) {
    int m = i32(memory, p + Matmul.M);
    int n = i32(memory, p + Matmul.N);
    int k = i32(memory, p + Matmul.K);
    long a = u32(memory, p + Matmul.A);
    long b = u32(memory, p + Matmul.B);
    long c = u32(memory, p + Matmul.OUT_C);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = 0;
        for (int l = 0; l < k; l++) {
          sum += f32(memory, a + 4L * (i * k + l)) * f32(memory, b + 4L * (l * n + j));
        }
        f32(memory, c + 4L * (i * n + j), sum);
      }
    }
    ok(memory, p);
  }

  /** Rows by columns, one sum an element. */
  static void matmulF64(MemorySegment memory, long p) {
    int m = i32(memory, p + Matmul.M);
    int n = i32(memory, p + Matmul.N);
    int k = i32(memory, p + Matmul.K);
    long a = u32(memory, p + Matmul.A);
    long b = u32(memory, p + Matmul.B);
    long c = u32(memory, p + Matmul.OUT_C);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += f64(memory, a + 8L * (i * k + l)) * f64(memory, b + 8L * (l * n + j));
        }
        f64(memory, c + 8L * (i * n + j), sum);
      }
    }
    ok(memory, p);
  }

  /** Column by column, in float64. */
  static void gramF32(MemorySegment m, long p) {
    int rows = i32(m, p + Gram.ROWS);
    int n = i32(m, p + Gram.DIMENSIONS);
    int stride = i32(m, p + Gram.STRIDE);
    long values = u32(m, p + Gram.VALUES);
    long out = u32(m, p + Gram.OUT_GRAM);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
          long at = values + 4L * row * stride;
          sum += (double) f32(m, at + 4L * i) * f32(m, at + 4L * j);
        }
        f64(m, out + 8L * (i * n + j), sum);
      }
    }
    ok(m, p);
  }

  /** Row by row, centroid by centroid, one sum. */
  static void nearestF32(MemorySegment m, long p) {
    int rows = i32(m, p + Nearest.ROWS);
    int n = i32(m, p + Nearest.DIMENSIONS);
    int centroids = i32(m, p + Nearest.CENTROIDS);
    long values = u32(m, p + Nearest.VALUES);
    long centres = u32(m, p + Nearest.CENTRES);
    for (int row = 0; row < rows; row++) {
      int nearest = 0;
      float least = Float.POSITIVE_INFINITY;
      for (int c = 0; c < centroids; c++) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
          float d = f32(m, values + 4L * ((long) row * n + i)) - f32(m, centres + 4L * (c * n + i));
          sum += d * d;
        }
        if (sum < least) {
          least = sum;
          nearest = c;
        }
      }
      i32(m, u32(m, p + Nearest.OUT_NEAREST) + 4L * row, nearest);
      f32(m, u32(m, p + Nearest.OUT_DISTANCES) + 4L * row, least);
    }
    ok(m, p);
  }
}
