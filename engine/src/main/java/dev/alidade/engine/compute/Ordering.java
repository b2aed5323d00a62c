package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import java.util.Arrays;

/**
 * Sorting by the bits of numbers, which in this form are in the order of the numbers: least
 * significant digits first, each pass in the order of the one before.
 */
final class Ordering {
  private static final int CHUNK = Moments.CHUNK;

  /** Some milliseconds of moving keys. */
  private static final int ROWS_PER_CHECK = 1 << 18;

  private static final int DIGIT = 11;
  private static final int DIGITS = 1 << DIGIT;
  private static final String WHY_JAVA = "a radix sort writes all over memory: no kernel is faster";

  private Ordering() {}

  /**
   * Bits in the order of the numbers as unsigned integers; −0.0 and 0.0 are one. The largest NaN is
   * above every number.
   */
  static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ (bits >> 63 | Long.MIN_VALUE);
  }

  static double value(long key) {
    long bits = key < 0 ? key ^ Long.MIN_VALUE : ~key;
    return Double.longBitsToDouble(bits);
  }

  static Sorted sort(Series series, SortOrder order, ComputeRun run) {
    int rows = requireFits(series);
    long[] keys = new long[rows];
    int[] rowNumbers = new int[rows];
    int numbers = split(series, order, keys, rowNumbers, run);
    int[] sorted = sorted(keys, rowNumbers, numbers, run);
    double[] values = new double[rows];
    Arrays.fill(values, numbers, rows, Double.NaN);
    for (int i = 0; i < numbers; i++) {
      checkAt(i, run);
      long key = keys[i];
      values[i] = value(order == SortOrder.ASCENDING ? key : ~key);
    }
    return new Sorted(sorted, values, numbers, ComputeRun.java(WHY_JAVA));
  }

  private static int requireFits(Series series) {
    if (series.rows() > Integer.MAX_VALUE - 64) {
      throw new InvalidRequest(
          "There are too many rows to sort: %,d.".formatted(series.rows()), "Filter them first.");
    }
    return (int) series.rows();
  }

  /**
   * Keys of numbers with their rows, then the rows without a number; returns how many there are.
   */
  private static int split(
      Series series, SortOrder order, long[] keys, int[] rows, ComputeRun run) {
    double[] chunk = new double[CHUNK];
    int numbers = 0;
    int absent = rows.length;
    for (int from = 0; from < rows.length; from += CHUNK) {
      run.check();
      int count = Math.min(CHUNK, rows.length - from);
      series.read(from, count, chunk);
      for (int i = 0; i < count; i++) {
        if (Double.isNaN(chunk[i])) {
          rows[--absent] = from + i;
        } else {
          long key = key(chunk[i]);
          keys[numbers] = order == SortOrder.ASCENDING ? key : ~key;
          rows[numbers++] = from + i;
        }
      }
    }
    for (int low = absent, high = rows.length - 1; low < high; low++, high--) {
      int swapped = rows[low];
      rows[low] = rows[high];
      rows[high] = swapped;
    }
    return numbers;
  }

  /** Sorts the first keys and their rows; returns the rows. */
  private static int[] sorted(long[] keys, int[] rows, int count, ComputeRun run) {
    long[] from = keys;
    int[] fromRows = rows;
    long[] to = new long[keys.length];
    int[] toRows = rows.clone();
    boolean elsewhere = false;
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
      run.check();
      if (pass(from, fromRows, to, toRows, count, shift, run)) {
        long[] keysSwapped = from;
        from = to;
        to = keysSwapped;
        int[] rowsSwapped = fromRows;
        fromRows = toRows;
        toRows = rowsSwapped;
        elsewhere = !elsewhere;
      }
    }
    if (elsewhere) {
      System.arraycopy(from, 0, keys, 0, count);
    }
    return fromRows;
  }

  private static void checkAt(int row, ComputeRun run) {
    if (row % ROWS_PER_CHECK == 0) {
      run.check();
    }
  }

  /** Returns false, with nothing moved, where all have the same digit. */
  private static boolean pass(
      long[] from, int[] fromRows, long[] to, int[] toRows, int count, int shift, ComputeRun run) {
    int[] starts = new int[DIGITS];
    for (int i = 0; i < count; i++) {
      checkAt(i, run);
      starts[(int) (from[i] >>> shift) & DIGITS - 1]++;
    }
    if (count == 0 || starts[(int) (from[0] >>> shift) & DIGITS - 1] == count) {
      return false;
    }
    int start = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int length = starts[digit];
      starts[digit] = start;
      start += length;
    }
    for (int i = 0; i < count; i++) {
      checkAt(i, run);
      int at = starts[(int) (from[i] >>> shift) & DIGITS - 1]++;
      to[at] = from[i];
      toRows[at] = fromRows[i];
    }
    return true;
  }

  /** The first {@code n} of {@link #sort}, by a heap of n rows. */
  static Sorted top(Series series, int n, SortOrder order, ComputeRun run) {
    if (n < 1) {
      throw new InvalidRequest("The first " + n + " make no sense.", "Ask for 1 or more.");
    }
    int rows = requireFits(series);
    if (n > rows / 8) {
      return first(sort(series, order, run), Math.min(n, rows));
    }
    TopHeap heap = new TopHeap(n);
    double[] chunk = new double[CHUNK];
    for (int from = 0; from < rows; from += CHUNK) {
      run.check();
      int count = Math.min(CHUNK, rows - from);
      series.read(from, count, chunk);
      for (int i = 0; i < count; i++) {
        long key = key(chunk[i]) ^ Long.MIN_VALUE;
        if (!Double.isNaN(chunk[i])) {
          heap.offer(order == SortOrder.ASCENDING ? key : ~key, from + i);
        }
      }
    }
    if (heap.size() < n) {
      // So few numbers that rows without one belong to the answer.
      return first(sort(series, order, run), n);
    }
    int[] best = heap.rows();
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      series.read(best[i], 1, chunk);
      values[i] = chunk[0] + 0.0; // −0.0 is 0.0, as in a sort
    }
    return new Sorted(best, values, n, ComputeRun.java(WHY_JAVA));
  }

  private static Sorted first(Sorted all, int n) {
    return new Sorted(
        Arrays.copyOf(all.rows(), n),
        Arrays.copyOf(all.values(), n),
        Math.min(n, all.numbers()),
        all.path());
  }
}
