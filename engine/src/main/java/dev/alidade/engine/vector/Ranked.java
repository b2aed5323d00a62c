package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import java.util.Arrays;
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

  /** The best k of several lists. */
  static Ranked merged(List<Ranked> parts, int k, PathChoice whenNone) {
    Row[] all = parts.stream().flatMap(p -> p.rows().stream()).toArray(Row[]::new);
    Arrays.sort(all, ORDER);
    long examined = parts.stream().mapToLong(Ranked::examined).sum();
    PathChoice path =
        parts.stream()
            .max(Comparator.comparingLong(Ranked::examined))
            .map(Ranked::path)
            .orElse(whenNone);
    return new Ranked(Arrays.asList(all).subList(0, Math.min(k, all.length)), path, examined);
  }

  Ranked first(int count) {
    return count >= rows.size() ? this : new Ranked(rows.subList(0, count), path, examined);
  }

  Ranked without(int row) {
    return new Ranked(rows.stream().filter(r -> r.row() != row).toList(), path, examined);
  }

  int[] rowNumbers() {
    return rows.stream().mapToInt(Row::row).toArray();
  }
}
