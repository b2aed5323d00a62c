package dev.alidade.engine.vector;

import dev.alidade.engine.vector.Calibration.Measured;
import dev.alidade.engine.vector.FilterPlanner.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the rows nearest to a query, by the cheapest plan that is good enough. */
final class RowSearch {
  private final CollectionMemory memory;
  private final RowScan scan;
  private final BatchScan batch;
  private final Rescoring rescoring;
  private final RecallMeasurement recall;

  RowSearch(
      CollectionMemory memory,
      RowScan scan,
      BatchScan batch,
      Rescoring rescoring,
      RecallMeasurement recall) {
    this.memory = memory;
    this.scan = scan;
    this.batch = batch;
    this.rescoring = rescoring;
    this.recall = recall;
  }

  /**
   * @param query in the form in which vectors are compared
   * @param selection rows allowed; null for all that are alive
   */
  Found nearest(
      float[] query, int k, @Nullable Selection selection, Precision precision, SearchTrace trace) {
    return run(query, k, selection, plan(query, k, selection, precision, trace), trace);
  }

  /** The same for many queries; those that are compared exactly share one pass over the rows. */
  List<Found> nearest(
      float[][] queries,
      int k,
      @Nullable Selection selection,
      Precision precision,
      SearchTrace trace) {
    ScanPlan plan = plan(queries[0], k, selection, precision, trace);
    if (plan.first() == ScanPlan.First.EXACT && (selection == null || !selection.gathers())) {
      trace.plan(plan);
      long[] bits = selection == null ? null : selection.bits();
      return trace.scanMany(() -> batch.exact(memory.rows(), queries, k, bits));
    }
    List<Found> all = new ArrayList<>(queries.length);
    for (float[] query : queries) {
      all.add(run(query, k, selection, plan, trace));
    }
    return all;
  }

  /** Exact scores of chosen rows, best first. */
  Found scored(float[] query, int[] chosen) {
    return rescoring.exact(memory.rows(), query, chosen, chosen.length);
  }

  private Found run(
      float[] query, int k, @Nullable Selection selection, ScanPlan plan, SearchTrace trace) {
    trace.plan(plan);
    long[] bits = selection == null ? null : selection.bits();
    QueryForms forms = new QueryForms(query);
    int first = plan.candidates();
    return switch (plan.first()) {
      case EXACT ->
          selection != null && selection.gathers()
              ? trace.gather(() -> rescoring.exact(selection.listed(memory.rows()), query, k))
              : trace.scan(() -> scan.exact(memory.rows(), query, k, bits));
      case CODES -> {
        int[] near = trace.scan(() -> scan.codes(memory.rows(), forms, first, bits)).rows();
        yield trace.rescore(near.length, () -> rescoring.exact(memory.rows(), query, near, k));
      }
      case SIGNS -> {
        int[] near = trace.scan(() -> scan.signs(memory.rows(), forms, first, bits)).rows();
        int[] kept =
            plan.narrowed() == 0
                ? near
                : trace
                    .narrow(
                        () -> rescoring.codes(memory.rows(), forms.codes(), near, plan.narrowed()))
                    .rows();
        yield trace.rescore(near.length, () -> rescoring.exact(memory.rows(), query, kept, k));
      }
    };
  }

  private ScanPlan plan(
      float[] query, int k, @Nullable Selection selection, Precision precision, SearchTrace trace) {
    if (selection != null) {
      trace.note(selection.reason());
    }
    return switch (precision) {
      case Precision.Exact exact -> ScanPlan.EXACT;
      case Precision.TargetRecall target -> plan(query, k, selection, target, trace);
      case Precision.Candidates some -> {
        int candidates = Math.max(k, some.candidates());
        boolean exact =
            candidates >= memory.directory().liveCount()
                || selection != null && selection.comparesExactly(candidates);
        yield exact ? ScanPlan.EXACT : new ScanPlan(first(some.first()), candidates, 0);
      }
    };
  }

  private static ScanPlan.First first(Precision.Representation representation) {
    return switch (representation) {
      case INT8 -> ScanPlan.First.CODES;
      case ONE_BIT -> ScanPlan.First.SIGNS;
    };
  }

  private ScanPlan plan(
      float[] query,
      int k,
      @Nullable Selection selection,
      Precision.TargetRecall target,
      SearchTrace trace) {
    int rows = memory.directory().liveCount();
    if (k >= rows || (selection != null && selection.comparesExactly(k))) {
      return ScanPlan.EXACT;
    }
    recall.add(query);
    Optional<Calibration> calibration = recall.known(k, memory);
    if (calibration.isEmpty()) {
      trace.note("Recall is being measured just now: compared exactly meanwhile.");
      return ScanPlan.EXACT;
    }
    Calibration known = calibration.get();
    Optional<Measured> cheapest = known.cheapestFor(target.recall());
    if (cheapest.isEmpty()) {
      trace.note(
          "No faster way is known with 95 %% confidence to reach recall %.3f on this collection"
                  .formatted(target.recall())
              + known
                  .best()
                  .map(
                      best ->
                          " (the best measured is %.3f, at least %.3f, by %,d queries)"
                              .formatted(
                                  best.recall().recall(),
                                  best.recall().low(),
                                  best.recall().queries()))
                  .orElse(" (%,d queries were measured so far)".formatted(known.queries()))
              + ": compared exactly instead.");
      return ScanPlan.EXACT;
    }
    Measured chosen = cheapest.get();
    if (selection == null && chosen.nanos() >= known.exactNanos()) {
      trace.note("On so few documents the exact scan is as fast: compared exactly.");
      return ScanPlan.EXACT;
    }
    if (selection == null) {
      trace.recall(chosen.recall().after(memory.changes() - known.changes()));
    } else {
      trace.note("Recall was measured without a filter and is not claimed for this search.");
    }
    return chosen.plan();
  }
}
