package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import java.util.Comparator;
import java.util.List;

/**
 * Rows with scores, best first, equal scores in document order.
 *
 * @param examined rows compared
 */
record Ranked(List<Row> rows, PathChoice path, long examined) {
  /** Best first; equal scores in document order. */
  static final Comparator<Row> ORDER =
      Comparator.comparingDouble((Row r) -> -r.score()).thenComparingInt(Row::row);

  /**
   * @param score larger is nearer
   */
  record Row(int row, double score) {}

  Ranked {
    rows = List.copyOf(rows);
  }
}
