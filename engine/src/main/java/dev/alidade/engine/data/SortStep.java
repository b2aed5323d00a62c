package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import java.util.List;

/**
 * Stable sort. Nulls come last in both directions; NaN is the largest number, −0.0 equals 0.0; text
 * is in the order of its code points.
 */
final class SortStep {
  private final StepRun run;
  private final List<SortKey> keys;

  private SortStep(StepRun run, List<SortKey> keys) {
    this.run = run;
    this.keys = keys;
  }

  static StepResult apply(StepRun run, Step.Sort step) {
    if (step.keys().isEmpty()) {
      throw run.failed("XFRM-105", "There is nothing to sort by.", "Choose a column.");
    }
    List<SortKey> keys = step.keys().stream().map(key -> key(run, key)).toList();
    int[] order = new SortStep(run, keys).order();
    Table sorted = RowGather.table(run, run.owned().scratch(order, order.length), order.length);
    return new StepResult(sorted, Paths.java("no kernel for sort: Java orders the rows"));
  }

  /**
   * Values whose order as longs is the order of the rows.
   *
   * @param nulls rows without a value; empty where there are none
   */
  private record SortKey(long[] ranks, boolean[] nulls) {
    int compare(int a, int b) {
      if (nulls.length > 0 && (nulls[a] || nulls[b])) {
        return Boolean.compare(nulls[a], nulls[b]);
      }
      return Long.compare(ranks[a], ranks[b]);
    }
  }

  private static SortKey key(StepRun run, Step.Sort.Key key) {
    Column column = run.column(key.column());
    long[] ranks = RowRanks.of(run, column);
    boolean[] nulls = new boolean[column.nullCount() > 0 ? ranks.length : 0];
    for (int row = 0; row < nulls.length; row++) {
      nulls[row] = column.isNull(row);
    }
    if (key.descending()) {
      for (int row = 0; row < ranks.length; row++) {
        ranks[row] = ~ranks[row];
      }
    }
    return new SortKey(ranks, nulls);
  }

  /** Row numbers in order: bottom-up merge sort. */
  private int[] order() {
    int n = run.rows();
    int[] from = new int[n];
    for (int row = 0; row < n; row++) {
      from[row] = row;
    }
    int[] to = new int[n];
    for (int width = 1; width > 0 && width < n; width *= 2) {
      for (long start = 0; start < n; start += 2L * width) {
        int middle = (int) Math.min(n, start + width);
        int end = (int) Math.min(n, start + 2L * width);
        merge(from, to, (int) start, middle, end);
      }
      int[] spare = from;
      from = to;
      to = spare;
    }
    return from;
  }

  private void merge(int[] from, int[] to, int start, int middle, int end) {
    if (middle >= end || compare(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      run.tick(i);
      if (right >= end || (left < middle && compare(from[left], from[right]) <= 0)) {
        to[i] = from[left++];
      } else {
        to[i] = from[right++];
      }
    }
  }

  private int compare(int a, int b) {
    for (SortKey key : keys) {
      int sign = key.compare(a, b);
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }
}
