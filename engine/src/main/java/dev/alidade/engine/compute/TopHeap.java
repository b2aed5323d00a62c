package dev.alidade.engine.compute;

import java.util.Arrays;

/** The n least keys and their rows; of equal keys those that came first. The worst is on top. */
final class TopHeap {
  private final long[] keys;
  private final int[] rows;
  private int size;

  TopHeap(int n) {
    keys = new long[n];
    rows = new int[n];
  }

  int size() {
    return size;
  }

  /** Rows must be offered in their order. */
  void offer(long key, int row) {
    if (size < keys.length) {
      int at = size++;
      while (at > 0 && worse(key, row, (at - 1) / 2)) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      keys[at] = key;
      rows[at] = row;
    } else if (key < keys[0]) {
      sink(key, row, size);
    }
  }

  private void sink(long key, int row, int count) {
    int at = 0;
    while (2 * at + 1 < count) {
      int child = 2 * at + 1;
      if (child + 1 < count && worse(keys[child + 1], rows[child + 1], child)) {
        child++;
      }
      if (worse(key, row, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    keys[at] = key;
    rows[at] = row;
  }

  private boolean worse(long key, int row, int than) {
    return key > keys[than] || key == keys[than] && row > rows[than];
  }

  private void move(int from, int to) {
    keys[to] = keys[from];
    rows[to] = rows[from];
  }

  /** Best first; the heap is used up. */
  int[] rows() {
    int[] best = new int[size];
    for (int last = size - 1; last >= 0; last--) {
      best[last] = rows[0];
      sink(keys[last], rows[last], last);
    }
    size = 0;
    return Arrays.copyOf(best, best.length);
  }
}
