package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows with scores as kernels give them: best first, equal scores in document order, larger scores
 * nearer.
 *
 * @param examined rows compared
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
record Found(int[] rows, float[] scores, PathChoice path, long examined) {
  int count() {
    return rows.length;
  }

  /** The best k of several lists. */
  static Found merged(List<Found> parts, int k, PathChoice whenNone) {
    if (parts.size() == 1) {
      return parts.getFirst().first(k);
    }
    int total = parts.stream().mapToInt(Found::count).sum();
    int count = Math.min(k, total);
    int[] rows = new int[count];
    float[] scores = new float[count];
    int[] next = new int[parts.size()];
    for (int i = 0; i < count; i++) {
      int best = -1;
      for (int part = 0; part < next.length; part++) {
        if (next[part] < parts.get(part).count()
            && (best < 0 || isBefore(parts.get(part), next[part], parts.get(best), next[best]))) {
          best = part;
        }
      }
      rows[i] = parts.get(best).rows[next[best]];
      scores[i] = parts.get(best).scores[next[best]];
      next[best]++;
    }
    PathChoice path =
        parts.stream()
            .max(Comparator.comparingLong(Found::examined))
            .map(Found::path)
            .orElse(whenNone);
    return new Found(rows, scores, path, parts.stream().mapToLong(Found::examined).sum());
  }

  private static boolean isBefore(Found a, int i, Found b, int j) {
    return a.scores[i] > b.scores[j] || (a.scores[i] == b.scores[j] && a.rows[i] < b.rows[j]);
  }

  Found first(int count) {
    return count >= rows.length
        ? this
        : new Found(
            java.util.Arrays.copyOf(rows, count),
            java.util.Arrays.copyOf(scores, count),
            path,
            examined);
  }

  /** Without one row, where it is there. */
  Found without(int row) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == row) {
        int[] otherRows = new int[rows.length - 1];
        float[] otherScores = new float[rows.length - 1];
        System.arraycopy(rows, 0, otherRows, 0, i);
        System.arraycopy(rows, i + 1, otherRows, i, otherRows.length - i);
        System.arraycopy(scores, 0, otherScores, 0, i);
        System.arraycopy(scores, i + 1, otherScores, i, otherScores.length - i);
        return new Found(otherRows, otherScores, path, examined);
      }
    }
    return this;
  }

  Ranked ranked() {
    List<Ranked.Row> ranked = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      // Adding zero turns a distance of −0 into 0.
      ranked.add(new Ranked.Row(rows[i], scores[i] + 0.0));
    }
    return new Ranked(ranked, path, examined);
  }
}
