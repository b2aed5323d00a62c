package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.bit;
import static dev.alidade.engine.runtime.kernels.Access.f32;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.i8;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;
import static dev.alidade.engine.runtime.kernels.Access.u8;

import dev.alidade.engine.runtime.kernels.Blocks.Quantise1bit;
import dev.alidade.engine.runtime.kernels.Blocks.QuantiseI8;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreF32;
import dev.alidade.engine.runtime.kernels.Blocks.Scan1bit;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32;
import dev.alidade.engine.runtime.kernels.Blocks.ScanI8;
import java.lang.foreign.MemorySegment;

/** Plain-Java twins of the kernels in {@code wasm-modules/vector/vector.c}, bit for bit. */
final class VectorTwins {
  private VectorTwins() {}

  private static boolean scanIsGood(
      MemorySegment m, long p, int first, int rows, int dimensions, long values, int k) {
    return (first >= 0
            && rows >= 0
            && dimensions >= 0
            && k >= 0
            && values >= dimensions
            && (long) first + rows <= Integer.MAX_VALUE - 8)
        || bad(m, p);
  }

  static void scanF32Dot(MemorySegment m, long p) {
    scanF32(m, p, false);
  }

  static void scanF32L2(MemorySegment m, long p) {
    scanF32(m, p, true);
  }

  private static void scanF32(MemorySegment m, long p, boolean distance) {
    int first = i32(m, p + ScanF32.FIRST);
    int rows = i32(m, p + ScanF32.ROWS);
    int n = i32(m, p + ScanF32.DIMENSIONS);
    int stride = i32(m, p + ScanF32.STRIDE);
    int k = i32(m, p + ScanF32.K);
    if (!scanIsGood(m, p, first, rows, n, stride, k)) {
      return;
    }
    long query = u32(m, p + ScanF32.QUERY);
    long vectors = u32(m, p + ScanF32.VECTORS);
    long selection = u32(m, p + ScanF32.SELECTION);
    boolean limited = i32(m, p + ScanF32.USE_THRESHOLD) != 0;
    float threshold = f32(m, p + ScanF32.THRESHOLD);
    TopRows top = new TopRows(k, rows);
    int examined = 0;
    for (int row = first; row < first + rows; row++) {
      if (!bit(m, selection, row)) {
        continue;
      }
      examined++;
      long at = vectors + 4L * row * stride;
      if (distance) {
        float score = VectorSums.distance(m, query, at, n);
        if (!limited || score <= threshold) {
          top.offer(-score, row);
        }
      } else {
        float score = VectorSums.dot(m, query, at, n);
        if (!limited || score >= threshold) {
          top.offer(score, row);
        }
      }
    }
    top.write(m, u32(m, p + ScanF32.OUT_ROWS), u32(m, p + ScanF32.OUT_SCORES), distance ? -1 : 1);
    i32(m, p + ScanF32.OUT_COUNT, top.count());
    i32(m, p + ScanF32.OUT_EXAMINED, examined);
    ok(m, p);
  }

  static void rescoreF32(MemorySegment m, long p) {
    int metric = i32(m, p + RescoreF32.METRIC);
    int candidates = i32(m, p + RescoreF32.CANDIDATES);
    int n = i32(m, p + RescoreF32.DIMENSIONS);
    int stride = i32(m, p + RescoreF32.STRIDE);
    int k = i32(m, p + RescoreF32.K);
    boolean dot = metric == Blocks.METRIC_DOT;
    if (candidates < 0 || n < 0 || stride < n || k < 0 || (!dot && metric != Blocks.METRIC_L2)) {
      bad(m, p);
      return;
    }
    long query = u32(m, p + RescoreF32.QUERY);
    long vectors = u32(m, p + RescoreF32.VECTORS);
    long list = u32(m, p + RescoreF32.ROWS);
    TopRows top = new TopRows(k, candidates);
    for (int i = 0; i < candidates; i++) {
      int row = i32(m, list + 4L * i);
      long at = vectors + 4L * row * stride;
      top.offer(dot ? VectorSums.dot(m, query, at, n) : -VectorSums.distance(m, query, at, n), row);
    }
    top.write(m, u32(m, p + RescoreF32.OUT_ROWS), u32(m, p + RescoreF32.OUT_SCORES), dot ? 1 : -1);
    i32(m, p + RescoreF32.OUT_COUNT, top.count());
    ok(m, p);
  }

  static void quantiseI8(MemorySegment m, long p) {
    int rows = i32(m, p + QuantiseI8.ROWS);
    int n = i32(m, p + QuantiseI8.DIMENSIONS);
    int stride = i32(m, p + QuantiseI8.STRIDE);
    int codeStride = i32(m, p + QuantiseI8.CODE_STRIDE);
    if (rows < 0 || n < 0 || stride < n || codeStride < n) {
      bad(m, p);
      return;
    }
    long vectors = u32(m, p + QuantiseI8.VECTORS);
    long outCodes = u32(m, p + QuantiseI8.OUT_CODES);
    long outScales = u32(m, p + QuantiseI8.OUT_SCALES);
    long outNorms = u32(m, p + QuantiseI8.OUT_NORMS);
    for (int row = 0; row < rows; row++) {
      long x = vectors + 4L * row * stride;
      long codes = outCodes + (long) row * codeStride;
      if (outNorms != 0) {
        f32(m, outNorms + 4L * row, VectorSums.dot(m, x, x, n));
      }
      float max = 0;
      for (int i = 0; i < n; i++) {
        max = Math.max(max, Math.abs(f32(m, x + 4L * i)));
      }
      if (!(max > 0 && max <= Float.MAX_VALUE)) {
        f32(m, outScales + 4L * row, 0);
        m.asSlice(codes, codeStride).fill((byte) 0);
        continue;
      }
      f32(m, outScales + 4L * row, max / 127.0f);
      float inverse = 127.0f / max;
      for (int i = 0; i < n; i++) {
        int code = (int) Math.rint(f32(m, x + 4L * i) * inverse);
        i8(m, codes + i, Math.clamp(code, -127, 127));
      }
      for (int i = n; i < codeStride; i++) {
        i8(m, codes + i, 0);
      }
    }
    ok(m, p);
  }

  static void scanI8(MemorySegment m, long p) {
    int first = i32(m, p + ScanI8.FIRST);
    int rows = i32(m, p + ScanI8.ROWS);
    int n = i32(m, p + ScanI8.DIMENSIONS);
    int stride = i32(m, p + ScanI8.STRIDE);
    int metric = i32(m, p + ScanI8.METRIC);
    int k = i32(m, p + ScanI8.K);
    boolean dot = metric == Blocks.METRIC_DOT;
    if (!scanIsGood(m, p, first, rows, n, stride, k)) {
      return;
    }
    if (!dot && metric != Blocks.METRIC_L2) {
      bad(m, p);
      return;
    }
    long query = u32(m, p + ScanI8.QUERY);
    float queryScale = f32(m, p + ScanI8.QUERY_SCALE);
    float queryNorm = f32(m, p + ScanI8.QUERY_NORM);
    long codes = u32(m, p + ScanI8.CODES);
    long scales = u32(m, p + ScanI8.SCALES);
    long norms = u32(m, p + ScanI8.NORMS);
    long selection = u32(m, p + ScanI8.SELECTION);
    TopRows top = new TopRows(k, rows);
    int examined = 0;
    for (int row = first; row < first + rows; row++) {
      if (!bit(m, selection, row)) {
        continue;
      }
      examined++;
      int sum = VectorSums.dotCodes(m, query, codes + (long) row * stride, n);
      float score = (float) sum * f32(m, scales + 4L * row) * queryScale;
      top.offer(dot ? score : -(queryNorm + f32(m, norms + 4L * row) - 2.0f * score), row);
    }
    top.write(m, u32(m, p + ScanI8.OUT_ROWS), u32(m, p + ScanI8.OUT_SCORES), dot ? 1 : -1);
    i32(m, p + ScanI8.OUT_COUNT, top.count());
    i32(m, p + ScanI8.OUT_EXAMINED, examined);
    ok(m, p);
  }

  static void quantise1bit(MemorySegment m, long p) {
    int rows = i32(m, p + Quantise1bit.ROWS);
    int n = i32(m, p + Quantise1bit.DIMENSIONS);
    int stride = i32(m, p + Quantise1bit.STRIDE);
    int codeStride = i32(m, p + Quantise1bit.CODE_STRIDE);
    if (rows < 0 || n < 0 || stride < n || 8L * codeStride < n) {
      bad(m, p);
      return;
    }
    long vectors = u32(m, p + Quantise1bit.VECTORS);
    long outCodes = u32(m, p + Quantise1bit.OUT_CODES);
    long outScales = u32(m, p + Quantise1bit.OUT_SCALES);
    for (int row = 0; row < rows; row++) {
      long x = vectors + 4L * row * stride;
      float sum = 0;
      for (int b = 0; b < codeStride; b++) {
        int bits = 0;
        for (int j = 0; j < 8 && b * 8 + j < n; j++) {
          float value = f32(m, x + 4L * (b * 8 + j));
          bits |= value > 0 ? 1 << j : 0;
          sum += Math.abs(value);
        }
        i8(m, outCodes + (long) row * codeStride + b, bits);
      }
      f32(m, outScales + 4L * row, n == 0 ? 0 : sum / n);
    }
    ok(m, p);
  }

  static void scan1bit(MemorySegment m, long p) {
    int first = i32(m, p + Scan1bit.FIRST);
    int rows = i32(m, p + Scan1bit.ROWS);
    int n = i32(m, p + Scan1bit.DIMENSIONS);
    int stride = i32(m, p + Scan1bit.STRIDE);
    int k = i32(m, p + Scan1bit.K);
    if (!scanIsGood(m, p, first, rows, n, 8L * stride, k)) {
      return;
    }
    long query = u32(m, p + Scan1bit.QUERY);
    long codes = u32(m, p + Scan1bit.CODES);
    long scales = u32(m, p + Scan1bit.SCALES);
    long selection = u32(m, p + Scan1bit.SELECTION);
    int bytes = (n + 7) / 8;
    float[] table = new float[bytes * 256];
    float total = 0;
    for (int i = 0; i < n; i++) {
      total += f32(m, query + 4L * i);
    }
    for (int b = 0; b < bytes; b++) {
      for (int mask = 1; mask < 256; mask++) {
        int at = b * 8 + Integer.numberOfTrailingZeros(mask);
        table[b * 256 + mask] =
            table[b * 256 + (mask & (mask - 1))] + (at < n ? f32(m, query + 4L * at) : 0);
      }
    }
    TopRows top = new TopRows(k, rows);
    int examined = 0;
    for (int row = first; row < first + rows; row++) {
      if (!bit(m, selection, row)) {
        continue;
      }
      examined++;
      float sum = lookUp(m, codes + (long) row * stride, table, bytes);
      top.offer(f32(m, scales + 4L * row) * (2.0f * sum - total), row);
    }
    MemorySegment.copy(
        table,
        0,
        m,
        java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED,
        u32(m, p + Scan1bit.SCRATCH),
        table.length);
    top.write(m, u32(m, p + Scan1bit.OUT_ROWS), u32(m, p + Scan1bit.OUT_SCORES), 1);
    i32(m, p + Scan1bit.OUT_COUNT, top.count());
    i32(m, p + Scan1bit.OUT_EXAMINED, examined);
    ok(m, p);
  }

  private static float lookUp(MemorySegment m, long row, float[] table, int bytes) {
    float a = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    int b = 0;
    for (; b + 4 <= bytes; b += 4) {
      int at = b * 256;
      a += table[at + u8(m, row + b)];
      c += table[at + 256 + u8(m, row + b + 1)];
      d += table[at + 512 + u8(m, row + b + 2)];
      e += table[at + 768 + u8(m, row + b + 3)];
    }
    for (; b < bytes; b++) {
      a += table[b * 256 + u8(m, row + b)];
    }
    return (a + d) + (c + e);
  }
}
