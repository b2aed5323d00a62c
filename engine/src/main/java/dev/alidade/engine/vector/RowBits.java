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

  /** The rows whose bits are set, ascending. */
  static int[] rows(long[] bits, int count) {
    int[] rows = new int[count];
    int n = 0;
    for (int word = 0; word < bits.length; word++) {
      for (long left = bits[word]; left != 0; left &= left - 1) {
        rows[n++] = word * 64 + Long.numberOfTrailingZeros(left);
      }
    }
    return rows;
  }
}
