package dev.alidade.engine.dataset;

import java.util.function.IntConsumer;

/**
 * Sums and averages of the last rows at each row, in time that does not depend on how many they
 * are, and without subtraction (van Herk, 1992; Gil and Werman, 1993): rows are cut into blocks of
 * a window's length, and a window is the end of one block and the beginning of the next. So nothing
 * drifts, and an infinity leaves no trace once it is out of the window. Sums are compensated.
 */
public final class MovingSums {
  private MovingSums() {}

  /** The values, by row. */
  public interface Values {
    /** Whether the row has a value; NaN is one. */
    boolean isPresent(int row);

    double at(int row);
  }

  /** Takes what was found for a row; the value is NaN where nothing was counted. */
  public interface Results {
    /**
     * @param count of the values in the window
     */
    void take(int row, int count, double value);
  }

  /**
   * A row's result is given after the values of its block were read, so that it may take the
   * value's place.
   *
   * @param window rows of a window, the current one among them; at least 1
   * @param average whether the sum is divided by the number of values
   * @param tick called once a row
   */
  public static void of(
      int rows, long window, boolean average, Values values, Results results, IntConsumer tick) {
    int length = (int) Math.min(window, Math.max(1, rows));
    boolean oneBlock = length >= rows;
    JoinableSums ends = new JoinableSums(oneBlock ? 1 : length + 1);
    JoinableSums begin = new JoinableSums(1);
    double[] block = new double[length];
    boolean[] present = new boolean[length];
    for (int from = 0; from < rows; from += length) {
      int count = Math.min(length, rows - from);
      for (int i = 0; i < count; i++) {
        present[i] = values.isPresent(from + i);
        block[i] = present[i] ? values.at(from + i) : 0;
      }
      begin.clear(0);
      for (int i = 0; i < count; i++) {
        tick.accept(from + i);
        if (present[i]) {
          begin.add(0, block[i]);
        }
        int end = oneBlock ? 0 : i + 1;
        int counted = JoinableSums.count(ends, end, begin, 0);
        results.take(
            from + i,
            counted,
            counted == 0
                ? Double.NaN
                : JoinableSums.quotient(ends, end, begin, 0, average ? counted : 1));
      }
      if (from + (long) length >= rows) {
        return;
      }
      ends.clear(length);
      for (int i = count - 1; i >= 0; i--) {
        ends.copy(i + 1, i);
        if (present[i]) {
          ends.add(i, block[i]);
        }
      }
    }
  }
}
