package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import java.util.Arrays;
import java.util.List;

/**
 * Row numbers in the order of some keys, stable. Nulls come last in both directions; NaN is the
 * largest number, −0.0 equals 0.0; text is in the order of its code points.
 */
final class RowOrder {
  private final StepRun run;
  private final List<SortKey> keys;

  private RowOrder(StepRun run, List<SortKey> keys) {
    this.run = run;
    this.keys = keys;
  }

  /** All rows of the step's table; in the order of the rows where there is no key. */
  static int[] of(StepRun run, List<Step.Sort.Key> keys) {
    return new RowOrder(run, sortKeys(run, keys)).sorted(every(run.rows()));
  }

  /** The first rows in that order. */
  static int[] first(StepRun run, List<Step.Sort.Key> keys, int count) {
    RowOrder order = new RowOrder(run, sortKeys(run, keys));
    int[] candidates = order.keys.getFirst().candidates(run, count);
    int[] sorted = order.sorted(candidates);
    return Arrays.copyOf(sorted, Math.min(count, sorted.length));
  }

  private static int[] every(int rows) {
    int[] all = new int[rows];
    Arrays.setAll(all, row -> row);
    return all;
  }

  private static List<SortKey> sortKeys(StepRun run, List<Step.Sort.Key> keys) {
    return keys.stream().map(key -> sortKey(run, key)).toList();
  }

  private static SortKey sortKey(StepRun run, Step.Sort.Key key) {
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

  /** Sorts by the least important key first, since each sort keeps the order of equals. */
  private int[] sorted(int[] rows) {
    for (SortKey key : keys.reversed()) {
      RadixOrder.sort(run, rows, key.ranks);
      key.moveNullsBack(rows);
    }
    return rows;
  }

  /**
   * Values whose order as longs is the order of the rows.
   *
   * @param nulls rows without a value; empty where there are none
   */
  private record SortKey(long[] ranks, boolean[] nulls) {
    private boolean isNull(int row) {
      return nulls.length > 0 && nulls[row];
    }

    void moveNullsBack(int[] rows) {
      if (nulls.length == 0) {
        return;
      }
      int[] back = new int[rows.length];
      int kept = 0;
      int moved = 0;
      for (int row : rows) {
        if (nulls[row]) {
          back[moved++] = row;
        } else {
          rows[kept++] = row;
        }
      }
      System.arraycopy(back, 0, rows, kept, moved);
    }

    /** Rows among which the first {@code count} are, in their order. */
    int[] candidates(StepRun run, int count) {
      SmallestRanks smallest = new SmallestRanks(count);
      int values = 0;
      for (int row = 0; row < ranks.length; row++) {
        run.tick(row);
        if (!isNull(row)) {
          smallest.offer(ranks[row]);
          values++;
        }
      }
      if (values < count) {
        return every(ranks.length);
      }
      long limit = smallest.largest();
      RowList found = new RowList();
      for (int row = 0; row < ranks.length; row++) {
        if (ranks[row] <= limit && !isNull(row)) {
          found.add(row);
        }
      }
      return found.toArray();
    }
  }
}
