package dev.alidade.engine.data;

/** A stable sort of row numbers by 64-bit keys: least significant digit first, by counting. */
final class RadixOrder {
  /** 2,048 counters stay in the first-level cache, and 64 bits take six passes. */
  private static final int DIGIT_BITS = 11;

  private static final int DIGITS = 1 << DIGIT_BITS;

  private RadixOrder() {}

  /**
   * Orders rows by their keys.
   *
   * @param rows reordered in place
   * @param keys of all rows of the table, read at the row numbers
   */
  static void sort(StepRun run, int[] rows, long[] keys) {
    int n = rows.length;
    long[] from = new long[n];
    long varying = 0;
    boolean sorted = true;
    for (int i = 0; i < n; i++) {
      run.tick(i);
      from[i] = keys[rows[i]] ^ Long.MIN_VALUE; // so that the order is unsigned
      varying |= from[i] ^ from[0];
      sorted &= i == 0 || Long.compareUnsigned(from[i - 1], from[i]) <= 0;
    }
    if (sorted) {
      return;
    }
    long[] to = new long[n];
    int[] fromRows = rows;
    int[] toRows = new int[n];
    int passes = 0;
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      if ((varying >>> shift & (DIGITS - 1)) == 0) {
        continue;
      }
      pass(run, shift, from, fromRows, to, toRows);
      passes++;
      long[] spare = from;
      from = to;
      to = spare;
      int[] spareRows = fromRows;
      fromRows = toRows;
      toRows = spareRows;
    }
    if (passes % 2 == 1) { // the result stands in the other array
      System.arraycopy(fromRows, 0, rows, 0, n);
    }
  }

  private static void pass(
      StepRun run, int shift, long[] from, int[] fromRows, long[] to, int[] toRows) {
    int[] next = new int[DIGITS];
    for (long key : from) {
      next[(int) (key >>> shift) & (DIGITS - 1)]++;
    }
    int start = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = next[digit];
      next[digit] = start;
      start += count;
    }
    for (int i = 0; i < from.length; i++) {
      run.tick(i);
      long key = from[i];
      int place = next[(int) (key >>> shift) & (DIGITS - 1)]++;
      to[place] = key;
      toRows[place] = fromRows[i];
    }
  }
}
