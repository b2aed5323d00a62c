package dev.alidade.engine.vector;

import java.util.Arrays;

/** A bit for each row, in 64-bit words, least significant first. */
final class RowBits {
  private RowBits() {}

  static int words(int rows) {
    return (rows + 63) >>> 6;
  }

  static boolean get(long[] bits, int row) {
    return (bits[row >>> 6] >>> row & 1) != 0;
  }

  static void set(long[] bits, int row) {
    bits[row >>> 6] |= 1L << row;
  }

  static void clear(long[] bits, int row) {
    bits[row >>> 6] &= ~(1L << row);
  }

  static int count(long[] bits) {
    return Arrays.stream(bits).mapToInt(Long::bitCount).sum();
  }
}
