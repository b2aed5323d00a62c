package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.bit;
import static dev.alidade.engine.runtime.kernels.Access.f32;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.i8;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;

import dev.alidade.engine.runtime.kernels.Blocks.QuantiseI8;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreF32;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreI8;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32Batch;
import dev.alidade.engine.runtime.kernels.Blocks.ScanI8;
import java.lang.foreign.MemorySegment;

/** Plain-Java twins of the kernels in {@code wasm-modules/vector/vector.c}, bit for bit. */
final class VectorTwins {
  private VectorTwins() {}

  static boolean scanIsGood(
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

  static void scanF32Batch(MemorySegment m, long p) {
    int rows = i32(m, p + ScanF32Batch.ROWS);
    int n = i32(m, p + ScanF32Batch.DIMENSIONS);
    int stride = i32(m, p + ScanF32Batch.STRIDE);
    int queries = i32(m, p + ScanF32Batch.QUERIES);
    int k = i32(m, p + ScanF32Batch.K);
    boolean dot = i32(m, p + ScanF32Batch.METRIC) == Blocks.METRIC_DOT;
    long in = u32(m, p + ScanF32Batch.IN_COUNTS);
    if (!scanIsGood(m, p, 0, rows, n, stride, k)) {
      return;
    }
    boolean good = queries >= 0 && (dot || i32(m, p + ScanF32Batch.METRIC) == Blocks.METRIC_L2);
    for (int q = 0; in != 0 && q < queries; q++) {
      good &= i32(m, in + 4L * q) >= 0 && i32(m, in + 4L * q) <= k;
    }
    if (!good) {
      bad(m, p);
      return;
    }
    long query = u32(m, p + ScanF32Batch.QUERY);
    pack(m, query, u32(m, p + ScanF32Batch.SCRATCH), queries, n, stride);
    long vectors = u32(m, p + ScanF32Batch.VECTORS);
    long selection = u32(m, p + ScanF32Batch.SELECTION);
    int base = i32(m, p + ScanF32Batch.BASE);
    int sign = dot ? 1 : -1;
    TopRows[] tops = new TopRows[queries];
    for (int q = 0; q < queries; q++) {
      int known = in == 0 ? 0 : i32(m, in + 4L * q);
      tops[q] = new TopRows(k, rows + known);
      long at = 4L * q * k;
      tops[q].resume(
          m,
          u32(m, p + ScanF32Batch.IN_ROWS) + at,
          u32(m, p + ScanF32Batch.IN_SCORES) + at,
          known,
          sign);
    }
    int examined = 0;
    for (int row = 0; row < rows; row++) {
      if (!bit(m, selection, row)) {
        continue;
      }
      examined++;
      long x = vectors + 4L * row * stride;
      for (int q = 0; q < queries; q++) {
        long y = query + 4L * q * stride;
        float key = dot ? VectorSums.dot(m, x, y, n) : -VectorSums.distance(m, x, y, n);
        tops[q].offer(key, base + row);
      }
    }
    for (int q = 0; q < queries; q++) {
      long at = 4L * q * k;
      tops[q].write(
          m,
          u32(m, p + ScanF32Batch.OUT_ROWS) + at,
          u32(m, p + ScanF32Batch.OUT_SCORES) + at,
          sign);
      i32(m, u32(m, p + ScanF32Batch.OUT_COUNTS) + 4L * q, tops[q].count());
    }
    i32(m, p + ScanF32Batch.OUT_EXAMINED, examined);
    ok(m, p);
  }

  /** Queries as the kernel packs them: its scratch holds the same whichever path ran. */
  private static void pack(
      MemorySegment m, long query, long packed, int queries, int n, int stride) {
    int together = VectorKernels.BATCHED_QUERIES;
    int full = n / 8 * 8;
    for (int place = 0; place < Math.ceilDiv(queries, together) * together; place++) {
      long from = query + 4L * stride * Math.min(place, queries - 1);
      long to = packed + 4L * full * together * (place / together) + 16L * (place % together);
      for (int i = 0; i < full; i += 4) {
        long half = i % 8 == 0 ? 0 : 4L * together * (full / 2);
        m.asSlice(to + half + 16L * together * (i / 8), 16).copyFrom(m.asSlice(from + 4L * i, 16));
      }
    }
  }

  static void rescoreF32(MemorySegment m, long p) {
    int metric = i32(m, p + RescoreF32.METRIC);
    int candidates = i32(m, p + RescoreF32.CANDIDATES);
    int n = i32(m, p + RescoreF32.DIMENSIONS);
    int k = i32(m, p + RescoreF32.K);
    boolean dot = metric == Blocks.METRIC_DOT;
    if (candidates < 0 || n < 0 || k < 0 || (!dot && metric != Blocks.METRIC_L2)) {
      bad(m, p);
      return;
    }
    long query = u32(m, p + RescoreF32.QUERY);
    long addresses = u32(m, p + RescoreF32.ADDRESSES);
    long list = u32(m, p + RescoreF32.ROWS);
    TopRows top = new TopRows(k, candidates);
    for (int i = 0; i < candidates; i++) {
      long at = u32(m, addresses + 4L * i);
      float key = dot ? VectorSums.dot(m, query, at, n) : -VectorSums.distance(m, query, at, n);
      top.offer(key, i32(m, list + 4L * i));
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
    int rows = i32(m, p + ScanI8.ROWS);
    int n = i32(m, p + ScanI8.DIMENSIONS);
    int stride = i32(m, p + ScanI8.STRIDE);
    int metric = i32(m, p + ScanI8.METRIC);
    int k = i32(m, p + ScanI8.K);
    int known = i32(m, p + ScanI8.IN_COUNT);
    boolean dot = metric == Blocks.METRIC_DOT;
    if (!scanIsGood(m, p, 0, rows, n, stride, k)) {
      return;
    }
    if (known < 0 || known > k || (!dot && metric != Blocks.METRIC_L2)) {
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
    int base = i32(m, p + ScanI8.BASE);
    int sign = dot ? 1 : -1;
    TopRows top = new TopRows(k, rows + known);
    top.resume(m, u32(m, p + ScanI8.IN_ROWS), u32(m, p + ScanI8.IN_SCORES), known, sign);
    int examined = 0;
    for (int row = 0; row < rows; row++) {
      if (!bit(m, selection, row)) {
        continue;
      }
      examined++;
      int sum = VectorSums.dotCodes(m, query, codes + (long) row * stride, n);
      float score = (float) sum * f32(m, scales + 4L * row) * queryScale;
      float key = dot ? score : -(queryNorm + f32(m, norms + 4L * row) - 2.0f * score);
      top.offer(key, base + row);
    }
    top.write(m, u32(m, p + ScanI8.OUT_ROWS), u32(m, p + ScanI8.OUT_SCORES), sign);
    i32(m, p + ScanI8.OUT_COUNT, top.count());
    i32(m, p + ScanI8.OUT_EXAMINED, examined);
    ok(m, p);
  }

  static void rescoreI8(MemorySegment m, long p) {
    int metric = i32(m, p + RescoreI8.METRIC);
    int candidates = i32(m, p + RescoreI8.CANDIDATES);
    int n = i32(m, p + RescoreI8.DIMENSIONS);
    int k = i32(m, p + RescoreI8.K);
    boolean dot = metric == Blocks.METRIC_DOT;
    if (candidates < 0 || n < 0 || k < 0 || (!dot && metric != Blocks.METRIC_L2)) {
      bad(m, p);
      return;
    }
    long query = u32(m, p + RescoreI8.QUERY);
    float queryScale = f32(m, p + RescoreI8.QUERY_SCALE);
    float queryNorm = f32(m, p + RescoreI8.QUERY_NORM);
    long addresses = u32(m, p + RescoreI8.ADDRESSES);
    long scales = u32(m, p + RescoreI8.SCALES);
    long norms = u32(m, p + RescoreI8.NORMS);
    long list = u32(m, p + RescoreI8.ROWS);
    TopRows top = new TopRows(k, candidates);
    for (int i = 0; i < candidates; i++) {
      int sum = VectorSums.dotCodes(m, query, u32(m, addresses + 4L * i), n);
      float score = (float) sum * f32(m, scales + 4L * i) * queryScale;
      float key = dot ? score : -(queryNorm + f32(m, norms + 4L * i) - 2.0f * score);
      top.offer(key, i32(m, list + 4L * i));
    }
    top.write(m, u32(m, p + RescoreI8.OUT_ROWS), u32(m, p + RescoreI8.OUT_SCORES), dot ? 1 : -1);
    i32(m, p + RescoreI8.OUT_COUNT, top.count());
    ok(m, p);
  }
}
