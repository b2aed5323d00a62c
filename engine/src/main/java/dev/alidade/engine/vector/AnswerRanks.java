package dev.alidade.engine.vector;

import java.util.HashMap;
import java.util.Map;

/**
 * Which ranks of an exact answer candidates have. One that is not in the answer and as near as its
 * last row stands for any of the rows that are as near: duplicates are no misses.
 */
final class AnswerRanks {
  private static final int NONE = -1;
  private static final int AS_NEAR_AS_THE_LAST = -2;

  private final int[] ranks;
  private final int count;
  private final int lastFrom;

  private AnswerRanks(int[] ranks, int count, int lastFrom) {
    this.ranks = ranks;
    this.count = count;
    this.lastFrom = lastFrom;
  }

  /**
   * @param candidates in the order of an approximate scan
   * @param scored the same with exact scores, in their order
   * @param exact the exact answer, not empty
   */
  static AnswerRanks of(Found candidates, Found scored, Found exact) {
    int count = exact.count();
    float last = exact.scores()[count - 1];
    int lastFrom = count - 1;
    while (lastFrom > 0 && exact.scores()[lastFrom - 1] == last) {
      lastFrom--;
    }
    Map<Integer, Integer> rankOf = HashMap.newHashMap(2 * count);
    for (int i = 0; i < scored.count() && scored.scores()[i] >= last; i++) {
      rankOf.put(scored.rows()[i], AS_NEAR_AS_THE_LAST);
    }
    for (int rank = 0; rank < count; rank++) {
      rankOf.put(exact.rows()[rank], rank);
    }
    int[] ranks = new int[candidates.count()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = rankOf.getOrDefault(candidates.rows()[i], NONE);
    }
    return new AnswerRanks(ranks, count, lastFrom);
  }

  /** Sets the bits of the ranks that the first candidates have. */
  void mark(int first, long[] bits, int from) {
    int asNear = 0;
    for (int i = 0; i < Math.min(first, ranks.length); i++) {
      asNear += markOne(ranks[i], bits, from);
    }
    markLast(asNear, bits, from);
  }

  /**
   * The same of those of the first candidates that int8 keeps.
   *
   * @param places of all candidates in the order of their codes
   */
  void markNarrowed(int[] places, ScanPlan plan, long[] bits, int from) {
    int asNear = 0;
    int kept = 0;
    for (int i = 0; i < places.length && kept < plan.narrowed(); i++) {
      if (places[i] < plan.candidates()) {
        kept++;
        asNear += markOne(ranks[places[i]], bits, from);
      }
    }
    markLast(asNear, bits, from);
  }

  /** Returns 1 for a candidate that is one of the last and not yet marked. */
  private int markOne(int rank, long[] bits, int from) {
    if (rank == AS_NEAR_AS_THE_LAST || rank >= lastFrom) {
      return 1;
    }
    if (rank >= 0) {
      RowBits.set(bits, from + rank);
    }
    return 0;
  }

  /** Of rows that are equally near the first are marked, so that every smaller k is right too. */
  private void markLast(int found, long[] bits, int from) {
    for (int rank = lastFrom; rank < Math.min(count, lastFrom + found); rank++) {
      RowBits.set(bits, from + rank);
    }
  }
}
