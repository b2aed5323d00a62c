package dev.alidade.engine.vector;

import dev.alidade.engine.vector.Calibration.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of each plan for one k: the shares found, by kind of query, and what scans and rows
 * cost. Not thread-safe.
 */
final class RecallEvidence {
  /** Two kernel calls with their parameters and scratch: what a stage costs whatever its rows. */
  private static final double STAGE_NANOS = 20_000;

  private final int k;
  private final Map<Kind, Map<ScanPlan, Tally>> tallies = new EnumMap<>(Kind.class);
  private final Map<Cost, List<Double>> costs = new EnumMap<>(Cost.class);

  RecallEvidence(int k) {
    this.k = k;
  }

  /** Where queries come from. */
  enum Kind {
    STORED,
    MIXED,
    ASKED
  }

  /** What is timed: scans a query, the others a row. */
  enum Cost {
    EXACT,
    SIGNS,
    CODES,
    NARROW,
    RESCORE
  }

  /** Sums over queries, enough for the mean and for how much they differ. */
  record Tally(int queries, double sum, double squares) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(double share) {
      return new Tally(queries + 1, sum + share, squares + share * share);
    }
  }

  int k() {
    return k;
  }

  void saw(Kind kind, ScanPlan plan, double share) {
    tallies
        .computeIfAbsent(kind, any -> new HashMap<>())
        .merge(plan, Tally.NONE.plus(share), (known, one) -> known.plus(share));
  }

  /** Takes over what was kept. */
  void put(Kind kind, ScanPlan plan, Tally tally) {
    tallies.computeIfAbsent(kind, any -> new HashMap<>()).put(plan, tally);
  }

  void cost(Cost cost, double nanos) {
    costs.computeIfAbsent(cost, any -> new ArrayList<>()).add(nanos);
  }

  int timed(Cost cost) {
    return costs.getOrDefault(cost, List.of()).size();
  }

  double median(Cost cost) {
    double[] sorted =
        costs.getOrDefault(cost, List.of()).stream()
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  Map<Kind, Map<ScanPlan, Tally>> tallies() {
    return tallies;
  }

  /** Queries of a kind. */
  int queries(Kind kind) {
    return tallies.getOrDefault(kind, Map.of()).values().stream()
        .mapToInt(Tally::queries)
        .max()
        .orElse(0);
  }

  void forget(ScanPlan.First first) {
    tallies.values().forEach(byPlan -> byPlan.keySet().removeIf(plan -> plan.first() == first));
  }

  /** Whether for every kind some plan that begins so has at least this recall. */
  boolean reaches(ScanPlan.First first, double recall) {
    return tallies.values().stream()
        .allMatch(
            byPlan ->
                byPlan.entrySet().stream()
                    .filter(entry -> entry.getKey().first() == first)
                    .anyMatch(entry -> recall(entry.getValue()).recall() >= recall));
  }

  /** Plans with the recall of the kind of query that does worst. */
  Calibration calibration(long changes) {
    List<Measured> measured = new ArrayList<>();
    tallies.values().stream()
        .flatMap(byPlan -> byPlan.keySet().stream())
        .distinct()
        .forEach(
            plan ->
                tallies.values().stream()
                    .map(byPlan -> recall(byPlan.getOrDefault(plan, Tally.NONE)))
                    .min(Comparator.comparingDouble(MeasuredRecall::low))
                    .ifPresent(low -> measured.add(new Measured(plan, low, nanos(plan)))));
    int queries = Arrays.stream(Kind.values()).mapToInt(this::queries).sum();
    return new Calibration(measured, median(Cost.EXACT), changes, queries);
  }

  private MeasuredRecall recall(Tally tally) {
    return MeasuredRecall.of(k, tally.queries(), tally.sum(), tally.squares());
  }

  private double nanos(ScanPlan plan) {
    double rescore = STAGE_NANOS + plan.rescored() * median(Cost.RESCORE);
    double narrow =
        plan.narrowed() == 0 ? 0 : STAGE_NANOS + plan.candidates() * median(Cost.NARROW);
    return median(plan.first() == ScanPlan.First.CODES ? Cost.CODES : Cost.SIGNS)
        + narrow
        + rescore;
  }
}
