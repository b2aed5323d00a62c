package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.f32;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.i8;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;
import static dev.alidade.engine.runtime.kernels.Access.u8;

import dev.alidade.engine.runtime.kernels.Blocks.Quantise1bit;
import dev.alidade.engine.runtime.kernels.Blocks.Scan1bit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Plain-Java twins of the kernels over one bit a dimension; {@code abi.h} has their layout. */
final class SignTwins {
  private static final int BLOCK_ROWS = 32;
  private static final int GROUP_BYTES = 16;
  private static final int STEPS = 63;
  private static final int MAX_DIMENSIONS = 16_384;

  private SignTwins() {}

  static int groups(int dimensions) {
    return (dimensions + 15) / 16 * 4;
  }

  static void quantise1bit(MemorySegment m, long p) {
    int rows = i32(m, p + Quantise1bit.ROWS);
    int n = i32(m, p + Quantise1bit.DIMENSIONS);
    int stride = i32(m, p + Quantise1bit.STRIDE);
    int metric = i32(m, p + Quantise1bit.METRIC);
    boolean dot = metric == Blocks.METRIC_DOT;
    if (rows < 0 || n < 0 || stride < n || (!dot && metric != Blocks.METRIC_L2)) {
      bad(m, p);
      return;
    }
    long vectors = u32(m, p + Quantise1bit.VECTORS);
    long center = u32(m, p + Quantise1bit.CENTER);
    long outCodes = u32(m, p + Quantise1bit.OUT_CODES);
    long outScales = u32(m, p + Quantise1bit.OUT_SCALES);
    long outOffsets = u32(m, p + Quantise1bit.OUT_OFFSETS);
    long blockBytes = (long) groups(n) * GROUP_BYTES;
    float[] difference = new float[n];
    for (int row = 0; row < rows; row++) {
      long block = outCodes + row / BLOCK_ROWS * blockBytes;
      int within = row % BLOCK_ROWS;
      if (within == 0) {
        m.asSlice(block, blockBytes).fill((byte) 0);
      }
      long x = vectors + 4L * row * stride;
      long out = block + within % GROUP_BYTES;
      int shift = within < GROUP_BYTES ? 0 : 4;
      for (int i = 0; i < n; i++) {
        float value = f32(m, x + 4L * i);
        difference[i] = center == 0 ? value : value - f32(m, center + 4L * i);
        if (difference[i] > 0) {
          long at = out + (long) (i / 4) * GROUP_BYTES;
          i8(m, at, u8(m, at) | 1 << (i % 4 + shift));
        }
      }
      float magnitudes = magnitudes(difference);
      float squares = squares(difference);
      f32(m, outScales + 4L * row, magnitudes > 0 ? squares / magnitudes : 0);
      float along = center == 0 ? 0 : VectorSums.dot(m, x, center, n);
      f32(m, outOffsets + 4L * row, dot ? along : -0.5f * squares);
    }
    ok(m, p);
  }

  /** In the kernel's order: eight running sums, then the values after the last full eight. */
  private static float squares(float[] x) {
    float[] s = new float[8];
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      for (int j = 0; j < 8; j++) {
        s[j] += x[i + j] * x[i + j];
      }
    }
    float rest = 0;
    for (; i < x.length; i++) {
      rest += x[i] * x[i];
    }
    return fold(s) + rest;
  }

  private static float magnitudes(float[] x) {
    float[] s = new float[8];
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      for (int j = 0; j < 8; j++) {
        s[j] += Math.abs(x[i + j]);
      }
    }
    float rest = 0;
    for (; i < x.length; i++) {
      rest += Math.abs(x[i]);
    }
    return fold(s) + rest;
  }

  private static float fold(float[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }

  /** An estimate is scale × (slope × sum of codes + start). */
  private record Line(float slope, float start) {}

  private static Line makeCodes(float[] query, byte[] out) {
    int n = query.length;
    int groups = groups(n);
    float widest = 0;
    float lowest = 0;
    float total = 0;
    float[] lows = new float[groups];
    for (int g = 0; g < groups; g++) {
      float width = 0;
      for (int i = 4 * g; i < 4 * g + 4 && i < n; i++) {
        width += Math.abs(query[i]);
        if (query[i] < 0) {
          lows[g] += query[i];
        }
        total += query[i];
      }
      widest = width > widest ? width : widest;
      lowest += lows[g];
    }
    if (!(widest > 0 && widest <= Float.MAX_VALUE)) {
      return new Line(0, 0);
    }
    float inverse = STEPS / widest;
    for (int g = 0; g < groups; g++) {
      for (int mask = 0; mask < 16; mask++) {
        float sum = 0;
        for (int i = 0; i < 4 && 4 * g + i < n; i++) {
          if ((mask >> i & 1) != 0) {
            sum += query[4 * g + i];
          }
        }
        int code = (int) Math.rint((sum - lows[g]) * inverse);
        out[g * GROUP_BYTES + mask] = (byte) Math.clamp(code, 0, STEPS);
      }
    }
    return new Line(2.0f * (widest / STEPS), 2.0f * lowest - total);
  }

  static void scan1bit(MemorySegment m, long p) {
    int rows = i32(m, p + Scan1bit.ROWS);
    int n = i32(m, p + Scan1bit.DIMENSIONS);
    int k = i32(m, p + Scan1bit.K);
    int known = i32(m, p + Scan1bit.IN_COUNT);
    if (!VectorTwins.scanIsGood(m, p, 0, rows, n, n, k)) {
      return;
    }
    if (n > MAX_DIMENSIONS || known < 0 || known > k) {
      bad(m, p);
      return;
    }
    long queryAt = u32(m, p + Scan1bit.QUERY);
    long codes = u32(m, p + Scan1bit.CODES);
    long scales = u32(m, p + Scan1bit.SCALES);
    long offsets = u32(m, p + Scan1bit.OFFSETS);
    long selection = u32(m, p + Scan1bit.SELECTION);
    int base = i32(m, p + Scan1bit.BASE);
    float[] query = new float[n];
    MemorySegment.copy(m, ValueLayout.JAVA_FLOAT_UNALIGNED, queryAt, query, 0, n);
    int groups = groups(n);
    byte[] table = new byte[groups * GROUP_BYTES];
    Line line = makeCodes(query, table);
    long scratch = u32(m, p + Scan1bit.SCRATCH);
    MemorySegment.copy(table, 0, m, ValueLayout.JAVA_BYTE, scratch, table.length);
    TopRows top = new TopRows(k, rows + known);
    top.resume(m, u32(m, p + Scan1bit.IN_ROWS), u32(m, p + Scan1bit.IN_SCORES), known, 1);
    int[] sums = new int[BLOCK_ROWS];
    int examined = 0;
    for (int first = 0; first < rows; first += BLOCK_ROWS) {
      int here = Math.min(BLOCK_ROWS, rows - first);
      int allowed = here == BLOCK_ROWS ? -1 : (1 << here) - 1;
      allowed &= selection == 0 ? -1 : i32(m, selection + first / 8);
      if (allowed == 0) {
        continue;
      }
      examined += Integer.bitCount(allowed);
      sumCodes(m, codes + (long) (first / BLOCK_ROWS) * table.length, table, groups, sums);
      for (int left = allowed; left != 0; left &= left - 1) {
        int r = Integer.numberOfTrailingZeros(left);
        int row = first + r;
        float key = f32(m, scales + 4L * row) * (line.slope * sums[r] + line.start);
        top.offer(key + f32(m, offsets + 4L * row), base + row);
      }
    }
    top.write(m, u32(m, p + Scan1bit.OUT_ROWS), u32(m, p + Scan1bit.OUT_SCORES), 1);
    i32(m, p + Scan1bit.OUT_COUNT, top.count());
    i32(m, p + Scan1bit.OUT_EXAMINED, examined);
    ok(m, p);
  }

  /** Sums of the codes of a block's 32 rows. */
  private static void sumCodes(MemorySegment m, long block, byte[] table, int groups, int[] sums) {
    for (int r = 0; r < GROUP_BYTES; r++) {
      int low = 0;
      int high = 0;
      for (int g = 0; g < groups; g++) {
        int at = g * GROUP_BYTES;
        int bits = u8(m, block + at + r);
        low += table[at + (bits & 15)];
        high += table[at + (bits >> 4)];
      }
      sums[r] = low;
      sums[r + GROUP_BYTES] = high;
    }
  }
}
