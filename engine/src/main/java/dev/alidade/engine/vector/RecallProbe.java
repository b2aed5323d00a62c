package dev.alidade.engine.vector;

import dev.alidade.engine.vector.RecallEvidence.Cost;
import dev.alidade.engine.vector.RecallEvidence.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Asks queries by all plans and exactly, and notes what each plan found and what it cost. */
final class RecallProbe {
  /** Candidates of the first scan, in multiples of k. */
  private static final int[] FIRST = {1, 2, 4, 6, 10, 16, 32, 64, 128};

  /** Of these, how many int8 keeps. */
  private static final int[] NARROWED = {1, 2, 4};

  private static final int MOST_CANDIDATES = 20_000;

  /** The exact scan is the slowest: a few say enough. */
  private static final int TIMED_SCANS = 5;

  /** Where signs do so well, int8 codes are not measured any further: their scan is slower. */
  private static final double SIGNS_SUFFICE = 0.995;

  private final RowScan scan;
  private final BatchScan batch;
  private final Rescoring rescoring;
  private final LongSupplier nanoClock;
  private final CollectionMemory memory;
  private final RecallEvidence evidence;
  private final int k;
  private final int most;
  private final List<ScanPlan> plans = new ArrayList<>();
  private boolean measuresCodes;

  /**
   * @param goesOn whether the evidence has queries already, whose plans are then the ones to ask
   */
  RecallProbe(
      RowScan scan,
      BatchScan batch,
      Rescoring rescoring,
      LongSupplier nanoClock,
      CollectionMemory memory,
      RecallEvidence evidence,
      boolean goesOn) {
    this.scan = scan;
    this.batch = batch;
    this.rescoring = rescoring;
    this.nanoClock = nanoClock;
    this.memory = memory;
    this.evidence = evidence;
    this.k = evidence.k();
    int rows = memory.directory().liveCount();
    this.most = Math.min(MOST_CANDIDATES, Math.min(rows - 1, k * FIRST[FIRST.length - 1]));
    addPlans();
    measuresCodes = true;
    if (goesOn) {
      var known = evidence.tallies().values().stream().flatMap(m -> m.keySet().stream()).toList();
      plans.retainAll(known);
      measuresCodes = plans.stream().anyMatch(plan -> plan.first() == ScanPlan.First.CODES);
    }
  }

  private void addPlans() {
    for (int multiple : FIRST) {
      int first = k * multiple;
      if (first > most) {
        break;
      }
      plans.add(new ScanPlan(ScanPlan.First.CODES, first, 0));
      plans.add(new ScanPlan(ScanPlan.First.SIGNS, first, 0));
      for (int narrowed : NARROWED) {
        if (narrowed < multiple) {
          plans.add(new ScanPlan(ScanPlan.First.SIGNS, first, k * narrowed));
        }
      }
    }
  }

  /**
   * @param row left out of its own answer, or −1
   */
  record Query(Kind kind, float[] vector, int row) {}

  void ask(List<Query> queries) {
    float[][] vectors = queries.stream().map(Query::vector).toArray(float[][]::new);
    List<Found> exact = batch.exact(memory.rows(), vectors, k + 1, null);
    for (int i = 0; i < vectors.length; i++) {
      ask(queries.get(i), exact.get(i).without(queries.get(i).row()).first(k));
    }
    leaveOutCodesWhereSignsSuffice();
  }

  private void ask(Query asked, Found exact) {
    float[] query = asked.vector();
    int row = asked.row();
    if (exact.count() == 0 || most < 1) {
      return;
    }
    if (evidence.timed(Cost.EXACT) < TIMED_SCANS) {
      timed(Cost.EXACT, 1, () -> scan.exact(memory.rows(), query, k, null));
    }
    QueryForms forms = new QueryForms(query);
    Found signs =
        timed(Cost.SIGNS, 1, () -> scan.signs(memory.rows(), forms, most + 1, null))
            .without(row)
            .first(most);
    Found codes =
        measuresCodes
            ? timed(Cost.CODES, 1, () -> scan.codes(memory.rows(), forms, most + 1, null))
                .without(row)
                .first(most)
            : signs;
    Found narrowed =
        timed(
            Cost.NARROW,
            signs.count(),
            () -> rescoring.codes(memory.rows(), forms.codes(), signs.rows(), most));
    // A candidate as near as the k-th exact result is as good as it: duplicates are no misses.
    float kth = exact.scores()[exact.count() - 1];
    boolean[] goodSigns = good(query, signs, kth);
    boolean[] goodCodes = measuresCodes ? good(query, codes, kth) : goodSigns;
    Map<Integer, Integer> rankOfSign = HashMap.newHashMap(signs.count());
    for (int i = 0; i < signs.count(); i++) {
      rankOfSign.put(signs.rows()[i], i);
    }
    int[] rankOf = new int[narrowed.count()];
    for (int i = 0; i < rankOf.length; i++) {
      rankOf[i] = rankOfSign.getOrDefault(narrowed.rows()[i], Integer.MAX_VALUE);
    }
    for (ScanPlan plan : plans) {
      int hits =
          plan.first() == ScanPlan.First.CODES
              ? count(goodCodes, plan.candidates())
              : plan.narrowed() == 0
                  ? count(goodSigns, plan.candidates())
                  : countNarrowed(goodSigns, rankOf, plan);
      evidence.saw(asked.kind(), plan, (double) Math.min(hits, exact.count()) / exact.count());
    }
  }

  private void leaveOutCodesWhereSignsSuffice() {
    if (measuresCodes
        && evidence.reaches(ScanPlan.First.SIGNS, SIGNS_SUFFICE)
        && evidence.median(Cost.CODES) > 2 * evidence.median(Cost.SIGNS)) {
      measuresCodes = false;
      plans.removeIf(plan -> plan.first() == ScanPlan.First.CODES);
      evidence.forget(ScanPlan.First.CODES);
    }
  }

  private boolean[] good(float[] query, Found candidates, float kth) {
    Found scored =
        timed(
            Cost.RESCORE,
            candidates.count(),
            () -> rescoring.exact(memory.rows(), query, candidates.rows(), candidates.count()));
    Map<Integer, Float> scores = HashMap.newHashMap(scored.count());
    for (int i = 0; i < scored.count(); i++) {
      scores.put(scored.rows()[i], scored.scores()[i]);
    }
    boolean[] good = new boolean[candidates.count()];
    for (int i = 0; i < good.length; i++) {
      good[i] = scores.getOrDefault(candidates.rows()[i], Float.NEGATIVE_INFINITY) >= kth;
    }
    return good;
  }

  private <T> T timed(Cost cost, int rows, Supplier<T> work) {
    long start = nanoClock.getAsLong();
    T result = work.get();
    evidence.cost(cost, (double) (nanoClock.getAsLong() - start) / Math.max(1, rows));
    return result;
  }

  private static int count(boolean[] good, int first) {
    int hits = 0;
    for (int i = 0; i < Math.min(first, good.length); i++) {
      hits += good[i] ? 1 : 0;
    }
    return hits;
  }

  /** Good rows among the first that int8 keeps of the first candidates. */
  private static int countNarrowed(boolean[] good, int[] rankOf, ScanPlan plan) {
    int hits = 0;
    int kept = 0;
    for (int i = 0; i < rankOf.length && kept < plan.narrowed(); i++) {
      if (rankOf[i] < plan.candidates()) {
        kept++;
        hits += good[rankOf[i]] ? 1 : 0;
      }
    }
    return hits;
  }
}
