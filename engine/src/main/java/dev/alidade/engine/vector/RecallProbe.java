package dev.alidade.engine.vector;

import dev.alidade.engine.vector.RecallEvidence.Kind;
import dev.alidade.engine.vector.ScanCosts.Cost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Asks queries by all plans and exactly, and notes what each plan found and what it cost. */
final class RecallProbe {
  /** Candidates of the first scan, in multiples of the depth. */
  private static final int[] FIRST = {1, 2, 4, 6, 10, 16, 32, 64};

  /** Of these, how many int8 keeps. */
  private static final int[] NARROWED = {1, 2, 4};

  /** Enough for a depth of 64 at every multiple; a search beyond is better served by int8. */
  private static final int MOST_CANDIDATES = 4_096;

  /** The exact scan is the slowest: a few say enough. */
  private static final int TIMED_SCANS = 5;

  /** Where signs do so well, int8 codes are not measured any further: their scan is slower. */
  private static final double SIGNS_SUFFICE = 0.995;

  /** Before that, so many queries of each kind are asked of both. */
  private static final int BOTH_ASKED = 8;

  private final RowScan scan;
  private final BatchScan batch;
  private final Rescoring rescoring;
  private final LongSupplier nanoClock;
  private final CollectionMemory memory;
  private final RankEvidence evidence;
  private final int depth;
  private final int most;

  RecallProbe(
      RowScan scan,
      BatchScan batch,
      Rescoring rescoring,
      LongSupplier nanoClock,
      CollectionMemory memory,
      RankEvidence evidence) {
    this.scan = scan;
    this.batch = batch;
    this.rescoring = rescoring;
    this.nanoClock = nanoClock;
    this.memory = memory;
    this.evidence = evidence;
    this.depth = evidence.depth();
    this.most = evidence.plans().stream().mapToInt(ScanPlan::candidates).max().orElse(0);
  }

  /** All plans for the best so many of so many rows. */
  static List<ScanPlan> plans(int depth, int rows) {
    int most = Math.min(rows - 1, Math.max(MOST_CANDIDATES, 2 * depth));
    List<ScanPlan> plans = new ArrayList<>();
    for (int multiple : FIRST) {
      int first = depth * multiple;
      if (first > most) {
        break;
      }
      plans.add(new ScanPlan(ScanPlan.First.CODES, first, 0));
      plans.add(new ScanPlan(ScanPlan.First.SIGNS, first, 0));
      for (int narrowed : NARROWED) {
        if (narrowed < multiple) {
          plans.add(new ScanPlan(ScanPlan.First.SIGNS, first, depth * narrowed));
        }
      }
    }
    return plans;
  }

  /**
   * @param row left out of its own answer, or −1
   */
  record Query(Kind kind, float[] vector, int row) {}

  void ask(List<Query> queries) {
    float[][] vectors = queries.stream().map(Query::vector).toArray(float[][]::new);
    List<Found> exact =
        vectors.length == 1
            ? List.of(
                timed(Cost.EXACT, 1, () -> scan.exact(memory.rows(), vectors[0], depth + 1, null)))
            : batch.exact(memory.rows(), vectors, depth + 1, null);
    for (int i = 0; i < vectors.length; i++) {
      ask(queries.get(i), exact.get(i).without(queries.get(i).row()).first(depth));
    }
    leaveOutCodesWhereSignsSuffice();
  }

  private void ask(Query asked, Found exact) {
    float[] query = asked.vector();
    int row = asked.row();
    if (evidence.costs().timed(Cost.EXACT) < TIMED_SCANS) {
      timed(Cost.EXACT, 1, () -> scan.exact(memory.rows(), query, depth, null));
    }
    if (exact.count() == 0 || most < 1) {
      return;
    }
    QueryForms forms = new QueryForms(query);
    Found signs =
        timed(Cost.SIGNS, 1, () -> scan.signs(memory.rows(), forms, most + 1, null))
            .without(row)
            .first(most);
    Found codes =
        evidence.asksCodes()
            ? timed(Cost.CODES, 1, () -> scan.codes(memory.rows(), forms, most + 1, null))
                .without(row)
                .first(most)
            : signs;
    Found narrowed =
        timed(
            Cost.NARROW,
            signs.count(),
            () -> rescoring.codes(memory.rows(), forms.codes(), signs.rows(), most));
    AnswerRanks ofSigns = ranks(query, signs, exact);
    AnswerRanks ofCodes = evidence.asksCodes() ? ranks(query, codes, exact) : ofSigns;
    Map<Integer, Integer> placeOfSign = HashMap.newHashMap(signs.count());
    for (int i = 0; i < signs.count(); i++) {
      placeOfSign.put(signs.rows()[i], i);
    }
    int[] places = new int[narrowed.count()];
    for (int i = 0; i < places.length; i++) {
      places[i] = placeOfSign.getOrDefault(narrowed.rows()[i], Integer.MAX_VALUE);
    }
    evidence.add(
        asked.kind(),
        exact,
        (plan, bits, from) -> {
          if (plan.first() == ScanPlan.First.CODES) {
            ofCodes.mark(plan.candidates(), bits, from);
          } else if (plan.narrowed() == 0) {
            ofSigns.mark(plan.candidates(), bits, from);
          } else {
            ofSigns.markNarrowed(places, plan, bits, from);
          }
        });
  }

  private void leaveOutCodesWhereSignsSuffice() {
    if (evidence.asksCodes()
        && evidence.queries(Kind.STORED) >= BOTH_ASKED
        && evidence.queries(Kind.MIXED) >= BOTH_ASKED
        && evidence.costs().median(Cost.CODES) > 2 * evidence.costs().median(Cost.SIGNS)
        && evidence.at(depth).reaches(ScanPlan.First.SIGNS, SIGNS_SUFFICE)) {
      evidence.leaveOutCodes();
    }
  }

  /** The ranks of candidates in the exact answer. */
  private AnswerRanks ranks(float[] query, Found candidates, Found exact) {
    Found scored =
        timed(
            Cost.RESCORE,
            candidates.count(),
            () -> rescoring.exact(memory.rows(), query, candidates.rows(), candidates.count()));
    return AnswerRanks.of(candidates, scored, exact);
  }

  private <T> T timed(Cost cost, int rows, Supplier<T> work) {
    long start = nanoClock.getAsLong();
    T result = work.get();
    evidence.costs().add(cost, (double) (nanoClock.getAsLong() - start) / Math.max(1, rows));
    return result;
  }
}
