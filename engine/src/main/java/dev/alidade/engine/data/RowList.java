package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import java.util.Arrays;

/** Row numbers that are collected one after the other. */
final class RowList {
  private static final int MOST = Integer.MAX_VALUE - 64;

  private int[] rows = new int[1_024];
  private int size;

  void add(int row) {
    if (size == rows.length) {
      if (size == MOST) {
        throw new InvalidRequest(
            "The result would have more than two thousand million rows.",
            "Filter the data first, or join by more keys.");
      }
      rows = Arrays.copyOf(rows, (int) Math.min(MOST, rows.length * 2L));
    }
    rows[size++] = row;
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(rows, size);
  }
}
