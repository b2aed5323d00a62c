package dev.alidade.engine.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009). */
final class RankFusion {
  /** The constant of the paper. */
  private static final int RANK_OFFSET = 60;

  private RankFusion() {}

  /** Rows by the sum of 1 / (60 + rank) over the lists that hold them, best first. */
  static List<Ranked.Row> fused(List<List<Ranked.Row>> lists, int k) {
    Map<Integer, Double> scores = new HashMap<>();
    for (List<Ranked.Row> list : lists) {
      for (int rank = 0; rank < list.size(); rank++) {
        scores.merge(list.get(rank).row(), 1.0 / (RANK_OFFSET + rank + 1), Double::sum);
      }
    }
    List<Ranked.Row> all = new ArrayList<>();
    scores.forEach((row, score) -> all.add(new Ranked.Row(row, score)));
    all.sort(Ranked.ORDER);
    return all.subList(0, Math.min(k, all.size()));
  }
}
