package dev.alidade.engine.vector;

import dev.alidade.engine.vector.RecallEvidence.Kind;
import dev.alidade.engine.vector.RecallEvidence.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of each query's exact best rows every plan found, rank by rank: the recall of the best k
 * can be read off for every k up to the depth that was asked for. Thread-safe.
 */
final class RankEvidence {
  /**
   * Depths are powers of two from here, so that 10 and its 11 with the document itself share one.
   */
  private static final int LEAST_DEPTH = 16;

  private final int depth;
  private final List<ScanPlan> plans;
  private final int words;
  private final ScanCosts costs = new ScanCosts();
  private final List<Seen> seen = new ArrayList<>();
  private boolean withoutCodes;

  /**
   * @param depth the largest k
   * @param plans that are asked, all for this depth
   */
  RankEvidence(int depth, List<ScanPlan> plans) {
    this.depth = depth;
    this.plans = List.copyOf(plans);
    this.words = RowBits.words(depth);
  }

  /** The depth that a measurement has which serves k. */
  static int depthFor(int k) {
    return Math.max(LEAST_DEPTH, k <= 1 ? 1 : Integer.highestOneBit(k - 1) << 1);
  }

  /**
   * One query's ranks.
   *
   * @param count rows of its exact answer
   * @param found for each plan as many words as the depth has
   */
  @SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
  private record Seen(Kind kind, int count, long[] found) {}

  int depth() {
    return depth;
  }

  List<ScanPlan> plans() {
    return plans;
  }

  ScanCosts costs() {
    return costs;
  }

  /** Queries of a kind. */
  synchronized int queries(Kind kind) {
    return (int) seen.stream().filter(one -> one.kind() == kind).count();
  }

  /** Notes the answer to one query. */
  synchronized void add(Kind kind, Found exact, Ranks ranks) {
    long[] found = new long[plans.size() * words];
    for (int plan = 0; plan < plans.size(); plan++) {
      if (isAsked(plans.get(plan))) {
        ranks.mark(plans.get(plan), found, plan * words * Long.SIZE);
      }
    }
    seen.add(new Seen(kind, exact.count(), found));
  }

  /** Says which ranks a plan found. */
  @FunctionalInterface
  interface Ranks {
    /**
     * @param bits of which bit {@code from + rank} is set for a rank that was found
     */
    void mark(ScanPlan plan, long[] bits, int from);
  }

  /** Whether plans that begin so are still asked. */
  synchronized boolean isAsked(ScanPlan plan) {
    return !(withoutCodes && plan.first() == ScanPlan.First.CODES);
  }

  synchronized void leaveOutCodes() {
    withoutCodes = true;
  }

  synchronized boolean asksCodes() {
    return !withoutCodes && plans.stream().anyMatch(p -> p.first() == ScanPlan.First.CODES);
  }

  /**
   * What this says of the best k.
   *
   * @param k at most the depth
   */
  synchronized RecallEvidence at(int k) {
    RecallEvidence evidence = new RecallEvidence(k, costs.copy());
    for (Kind kind : Kind.values()) {
      List<Seen> ofKind = seen.stream().filter(one -> one.kind() == kind).toList();
      for (int plan = 0; plan < plans.size(); plan++) {
        if (isAsked(plans.get(plan)) && !ofKind.isEmpty()) {
          evidence.put(kind, plans.get(plan), tally(ofKind, plan, k));
        }
      }
    }
    return evidence;
  }

  private Tally tally(List<Seen> ofKind, int plan, int k) {
    Tally tally = Tally.NONE;
    for (Seen one : ofKind) {
      int most = Math.min(k, one.count());
      int hits = 0;
      for (int rank = 0; rank < most; rank++) {
        hits += RowBits.get(one.found(), plan * words * Long.SIZE + rank) ? 1 : 0;
      }
      tally = tally.plus((double) hits / most);
    }
    return tally;
  }
}
