package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.bit;
import static dev.alidade.engine.runtime.kernels.Access.f64;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.i64;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;

import dev.alidade.engine.runtime.kernels.Blocks.Histogram;
import dev.alidade.engine.runtime.kernels.Blocks.Matmul;
import dev.alidade.engine.runtime.kernels.Blocks.Moments;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Plain-Java twins of {@code wasm-modules/compute/compute.c}, bit for bit. */
final class ComputeTwins {
  private static final int CHUNK = 256;

  private ComputeTwins() {}

  /** Chunks of values that are not null, joined by Chan, Golub and LeVeque (1979). */
  static void momentsF64(MemorySegment m, long p) {
    int rows = i32(m, p + Moments.ROWS);
    if (rows < 0) {
      bad(m, p);
      return;
    }
    long values = u32(m, p + Moments.VALUES);
    long validity = u32(m, p + Moments.VALIDITY);
    double[] x = new double[CHUNK];
    double count = 0;
    double sum = 0;
    double lost = 0;
    double mean = 0;
    double m2 = 0;
    double[] extremes = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    int row = 0;
    while (row < rows) {
      int n = 0;
      if (validity == 0) {
        n = Math.min(CHUNK, rows - row);
        MemorySegment.copy(m, ValueLayout.JAVA_DOUBLE_UNALIGNED, values + 8L * row, x, 0, n);
        row += n;
      } else {
        for (; row < rows && n < CHUNK; row++) {
          if (bit(m, validity, row)) {
            x[n++] = f64(m, values + 8L * row);
          }
        }
        if (n == 0) {
          break;
        }
      }
      double part = sumOf(x, n);
      double partMean = part / n;
      double partM2 = deviationsOf(x, n, partMean);
      extremesOf(x, n, extremes);
      double total = sum + part;
      lost += Math.abs(sum) >= Math.abs(part) ? (sum - total) + part : (part - total) + sum;
      sum = total;
      double all = count + n;
      double delta = partMean - mean;
      mean = mean + delta * (n / all);
      m2 = m2 + partM2 + delta * delta * (count * (n / all));
      count = all;
    }
    if (Math.abs(sum) <= Double.MAX_VALUE) {
      sum += lost;
    }
    i64(m, p + Moments.OUT_COUNT, (long) count);
    f64(m, p + Moments.OUT_SUM, sum);
    f64(m, p + Moments.OUT_MEAN, count > 0 ? sum / count : 0);
    f64(m, p + Moments.OUT_M2, m2);
    f64(m, p + Moments.OUT_MIN, extremes[0]);
    f64(m, p + Moments.OUT_MAX, extremes[1]);
    ok(m, p);
  }

  private static double sumOf(double[] x, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    double rest = 0;
    for (; i < n; i++) {
      rest += x[i];
    }
    return ((a + c) + (b + d)) + rest;
  }

  private static double deviationsOf(double[] x, int n, double mean) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      double e = x[i] - mean;
      double f = x[i + 1] - mean;
      double g = x[i + 2] - mean;
      double h = x[i + 3] - mean;
      a += e * e;
      b += f * f;
      c += g * g;
      d += h * h;
    }
    double rest = 0;
    for (; i < n; i++) {
      double e = x[i] - mean;
      rest += e * e;
    }
    return ((a + c) + (b + d)) + rest;
  }

  /** Even values and odd values apart, then the even ones win a tie (0.0 against −0.0). */
  private static void extremesOf(double[] x, int n, double[] extremes) {
    double low0 = Double.POSITIVE_INFINITY;
    double low1 = low0;
    double high0 = Double.NEGATIVE_INFINITY;
    double high1 = high0;
    int i = 0;
    for (; i + 2 <= n; i += 2) {
      low0 = x[i] < low0 ? x[i] : low0;
      low1 = x[i + 1] < low1 ? x[i + 1] : low1;
      high0 = x[i] > high0 ? x[i] : high0;
      high1 = x[i + 1] > high1 ? x[i + 1] : high1;
    }
    if (i < n) {
      low0 = x[i] < low0 ? x[i] : low0;
      high0 = x[i] > high0 ? x[i] : high0;
    }
    double low = low1 < low0 ? low1 : low0;
    double high = high1 > high0 ? high1 : high0;
    extremes[0] = low < extremes[0] ? low : extremes[0];
    extremes[1] = high > extremes[1] ? high : extremes[1];
  }

  static void histogramF64(MemorySegment m, long p) {
    int rows = i32(m, p + Histogram.ROWS);
    int bins = i32(m, p + Histogram.BINS);
    double low = f64(m, p + Histogram.LOW);
    double high = f64(m, p + Histogram.HIGH);
    double width = high - low;
    if (rows < 0 || bins < 1 || !(width > 0 && width <= Double.MAX_VALUE)) {
      bad(m, p);
      return;
    }
    long values = u32(m, p + Histogram.VALUES);
    long validity = u32(m, p + Histogram.VALIDITY);
    long[] counts = new long[bins];
    double scale = bins / width;
    int below = 0;
    int above = 0;
    int nan = 0;
    for (int row = 0; row < rows; row++) {
      if (!bit(m, validity, row)) {
        continue;
      }
      double v = f64(m, values + 8L * row);
      if (v >= low && v <= high) {
        counts[Math.min((int) ((v - low) * scale), bins - 1)]++;
      } else if (v < low) {
        below++;
      } else if (v > high) {
        above++;
      } else {
        nan++;
      }
    }
    MemorySegment.copy(
        counts,
        0,
        m,
        ValueLayout.JAVA_LONG_UNALIGNED,
        u32(m, p + Histogram.OUT_COUNTS),
        counts.length);
    i64(m, p + Histogram.OUT_BELOW, below);
    i64(m, p + Histogram.OUT_ABOVE, above);
    i64(m, p + Histogram.OUT_NAN, nan);
    ok(m, p);
  }

  static void matmulF32(MemorySegment memory, long p) {
    int m = i32(memory, p + Matmul.M);
    int n = i32(memory, p + Matmul.N);
    int k = i32(memory, p + Matmul.K);
    if (m < 0 || n < 0 || k < 0) {
      bad(memory, p);
      return;
    }
    float[] a = memory.asSlice(u32(memory, p + Matmul.A), 4L * m * k).toArray(FLOATS);
    float[] b = memory.asSlice(u32(memory, p + Matmul.B), 4L * k * n).toArray(FLOATS);
    long out = u32(memory, p + Matmul.OUT_C);
    float[] row = new float[n];
    for (int i = 0; i < m; i++) {
      java.util.Arrays.fill(row, 0f);
      for (int l = 0; l < k; l++) {
        addScaled(row, a[i * k + l], b, l * n);
      }
      MemorySegment.copy(row, 0, memory, FLOATS, out + 4L * i * n, n);
    }
    ok(memory, p);
  }

  private static void addScaled(float[] row, float s, float[] b, int from) {
    for (int j = 0; j < row.length; j++) {
      row[j] += s * b[from + j];
    }
  }

  static void matmulF64(MemorySegment memory, long p) {
    int m = i32(memory, p + Matmul.M);
    int n = i32(memory, p + Matmul.N);
    int k = i32(memory, p + Matmul.K);
    if (m < 0 || n < 0 || k < 0) {
      bad(memory, p);
      return;
    }
    double[] a = memory.asSlice(u32(memory, p + Matmul.A), 8L * m * k).toArray(DOUBLES);
    double[] b = memory.asSlice(u32(memory, p + Matmul.B), 8L * k * n).toArray(DOUBLES);
    long out = u32(memory, p + Matmul.OUT_C);
    double[] row = new double[n];
    for (int i = 0; i < m; i++) {
      java.util.Arrays.fill(row, 0);
      for (int l = 0; l < k; l++) {
        addScaled(row, a[i * k + l], b, l * n);
      }
      MemorySegment.copy(row, 0, memory, DOUBLES, out + 8L * i * n, n);
    }
    ok(memory, p);
  }

  private static void addScaled(double[] row, double s, double[] b, int from) {
    for (int j = 0; j < row.length; j++) {
      row[j] += s * b[from + j];
    }
  }

  private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLES = ValueLayout.JAVA_DOUBLE_UNALIGNED;
}
