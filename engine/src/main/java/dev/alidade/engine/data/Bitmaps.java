package dev.alidade.engine.data;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Arrow bitmaps: least significant bit first, unused last bits zero. */
final class Bitmaps {
  private Bitmaps() {}

  /** Room for a bitmap, in whole 64-bit words. */
  static long bytes(int rows) {
    return ((rows + 63L) >>> 6) * 8;
  }

  /** Bits that are set among the first {@code rows}. */
  static int count(Region bitmap, int rows) {
    MemorySegment bits = bitmap.segment();
    int count = 0;
    int row = 0;
    for (; row + 64 <= rows; row += 64) {
      count += Long.bitCount(bits.get(ValueLayout.JAVA_LONG_UNALIGNED, row >>> 3));
    }
    for (; row < rows; row += 8) {
      int mask = rows - row < 8 ? (1 << (rows - row)) - 1 : 0xFF;
      count += Integer.bitCount(bits.get(ValueLayout.JAVA_BYTE, row >>> 3) & mask);
    }
    return count;
  }

  /** Sets the first {@code rows} bits of a zeroed bitmap. */
  static void fill(Region bitmap, int rows) {
    MemorySegment bits = bitmap.segment();
    bits.asSlice(0, rows >>> 3).fill((byte) 0xFF);
    if ((rows & 7) != 0) {
      bits.set(ValueLayout.JAVA_BYTE, rows >>> 3, (byte) ((1 << (rows & 7)) - 1));
    }
  }
}
