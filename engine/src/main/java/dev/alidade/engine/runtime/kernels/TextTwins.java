package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.bit;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.i64;
import static dev.alidade.engine.runtime.kernels.Access.i8;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;
import static dev.alidade.engine.runtime.kernels.Access.u8;

import dev.alidade.engine.runtime.kernels.Blocks.Iso8601;
import dev.alidade.engine.runtime.kernels.Blocks.Utf8Case;
import java.lang.foreign.MemorySegment;

/** Plain-Java twins of utf8_upper, utf8_lower and iso8601_millis. */
final class TextTwins {
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final long ONES = 0x0101010101010101L;

  private TextTwins() {}

  static void upper(MemorySegment m, long p) {
    changeCase(m, p, 'a');
  }

  static void lower(MemorySegment m, long p) {
    changeCase(m, p, 'A');
  }

  private static void changeCase(MemorySegment m, long p, char firstLetter) {
    int rows = i32(m, p + Utf8Case.ROWS);
    if (rows < 0) {
      bad(m, p);
      return;
    }
    long offsets = u32(m, p + Utf8Case.OFFSETS);
    int base = i32(m, offsets);
    int total = i32(m, offsets + 4L * rows) - base;
    if (total < 0) {
      bad(m, p);
      return;
    }
    long bytes = u32(m, p + Utf8Case.BYTES);
    long outOffsets = u32(m, p + Utf8Case.OUT_OFFSETS);
    long flags = u32(m, p + Utf8Case.OUT_NON_ASCII);
    boolean high = convert(m, bytes + base, u32(m, p + Utf8Case.OUT_BYTES), total, firstLetter);
    for (int row = 0; row <= rows; row++) {
      i32(m, outOffsets + 4L * row, i32(m, offsets + 4L * row) - base);
    }
    m.asSlice(flags, (rows + 7L) / 8).fill((byte) 0);
    int count = 0;
    if (high) {
      for (int row = 0; row < rows; row++) {
        int start = i32(m, offsets + 4L * row);
        int end = i32(m, offsets + 4L * row + 4);
        if (hasHigh(m, bytes + start, end - start)) {
          i8(m, flags + (row >> 3), u8(m, flags + (row >> 3)) | 1 << (row & 7));
          count++;
        }
      }
    }
    i32(m, p + Utf8Case.OUT_NON_ASCII_COUNT, count);
    ok(m, p);
  }

  /** Eight bytes at a time; true when a byte is 0x80 or more. */
  private static boolean convert(MemorySegment m, long in, long out, int n, char firstLetter) {
    long from = (0x80 - firstLetter) * ONES;
    long past = (0x80 - firstLetter - 26) * ONES;
    long seen = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      long x = i64(m, in + i);
      seen |= x;
      long low = x & LOW_BITS;
      long letter = (low + from) & ~(low + past) & ~x & HIGH_BITS;
      i64(m, out + i, x ^ letter >>> 2);
    }
    for (; i < n; i++) {
      int c = u8(m, in + i);
      seen |= c;
      i8(m, out + i, c >= firstLetter && c < firstLetter + 26 ? c ^ 0x20 : c);
    }
    return (seen & HIGH_BITS) != 0;
  }

  private static boolean hasHigh(MemorySegment m, long in, int n) {
    long seen = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      seen |= i64(m, in + i);
    }
    for (; i < n; i++) {
      seen |= u8(m, in + i);
    }
    return (seen & HIGH_BITS) != 0;
  }

  static void iso8601(MemorySegment m, long p) {
    int rows = i32(m, p + Iso8601.ROWS);
    if (rows < 0) {
      bad(m, p);
      return;
    }
    long offsets = u32(m, p + Iso8601.OFFSETS);
    long bytes = u32(m, p + Iso8601.BYTES);
    long validity = u32(m, p + Iso8601.VALIDITY);
    long outMillis = u32(m, p + Iso8601.OUT_MILLIS);
    long parsed = u32(m, p + Iso8601.OUT_VALIDITY);
    long failed = u32(m, p + Iso8601.OUT_FAILED);
    int failures = 0;
    for (int start = 0; start < rows; start += 8) {
      int good = 0;
      int wrong = 0;
      int end = rows - start < 8 ? rows : start + 8;
      for (int row = start; row < end; row++) {
        long millis = 0;
        if (bit(m, validity, row)) {
          int from = i32(m, offsets + 4L * row);
          int to = i32(m, offsets + 4L * row + 4);
          long value = IsoTime.parse(m, bytes + from, to - from);
          if (value == IsoTime.UNREADABLE) {
            wrong |= 1 << row - start;
            failures++;
          } else {
            good |= 1 << row - start;
            millis = value;
          }
        }
        i64(m, outMillis + 8L * row, millis);
      }
      i8(m, parsed + (start >> 3), good);
      i8(m, failed + (start >> 3), wrong);
    }
    i32(m, p + Iso8601.OUT_FAILED_COUNT, failures);
    ok(m, p);
  }
}
