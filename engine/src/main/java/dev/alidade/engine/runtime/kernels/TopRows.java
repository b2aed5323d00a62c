package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.f32;
import static dev.alidade.engine.runtime.kernels.Access.i32;

import java.lang.foreign.MemorySegment;

/**
 * The best k of the rows offered: higher keys first, equal keys by lower row. NaN is never kept. A
 * bounded heap with the worst kept row at its root.
 */
final class TopRows {
  private final int k;
  private final float[] keys;
  private final int[] rows;
  private int count;

  /**
   * @param k rows to keep
   * @param offered the most rows that will be offered
   */
  TopRows(int k, int offered) {
    this.k = k;
    int capacity = Math.min(k, offered);
    keys = new float[capacity];
    rows = new int[capacity];
  }

  int count() {
    return count;
  }

  /** Goes on from results that are sorted best first: turned round they are a heap. */
  void resume(MemorySegment m, long inRows, long inScores, int known, float sign) {
    count = known;
    for (int i = 0; i < known; i++) {
      float score = f32(m, inScores + 4L * (known - 1 - i));
      rows[i] = i32(m, inRows + 4L * (known - 1 - i));
      keys[i] = sign < 0 ? -score : score;
    }
  }

  void offer(float key, int row) {
    if (count < keys.length) {
      if (!Float.isNaN(key)) {
        siftUp(count++, key, row);
      }
    } else if (count > 0 && key >= keys[0] && worse(keys[0], rows[0], key, row)) {
      siftDown(0, count, key, row);
    }
  }

  /**
   * Sorts best first and writes all k places; unused ones hold row −1 and score 0.
   *
   * @param sign −1 where keys are negated distances
   */
  void write(MemorySegment m, long outRows, long outScores, float sign) {
    for (int last = count - 1; last > 0; last--) {
      float key = keys[last];
      int row = rows[last];
      float worstKey = keys[0];
      int worstRow = rows[0];
      siftDown(0, last, key, row);
      keys[last] = worstKey;
      rows[last] = worstRow;
    }
    for (int i = 0; i < k; i++) {
      boolean used = i < count;
      i32(m, outRows + 4L * i, used ? rows[i] : -1);
      f32(m, outScores + 4L * i, used ? sign < 0 ? -keys[i] : keys[i] : 0f);
    }
  }

  private static boolean worse(float keyA, int rowA, float keyB, int rowB) {
    return keyA < keyB || (keyA == keyB && rowA > rowB);
  }

  private void siftUp(int from, float key, int row) {
    int i = from;
    while (i > 0) {
      int parent = (i - 1) / 2;
      if (!worse(key, row, keys[parent], rows[parent])) {
        break;
      }
      keys[i] = keys[parent];
      rows[i] = rows[parent];
      i = parent;
    }
    keys[i] = key;
    rows[i] = row;
  }

  private void siftDown(int from, int size, float key, int row) {
    int i = from;
    while (true) {
      int child = 2 * i + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && worse(keys[child + 1], rows[child + 1], keys[child], rows[child])) {
        child++;
      }
      if (!worse(keys[child], rows[child], key, row)) {
        break;
      }
      keys[i] = keys[child];
      rows[i] = rows[child];
      i = child;
    }
    keys[i] = key;
    rows[i] = row;
  }
}
