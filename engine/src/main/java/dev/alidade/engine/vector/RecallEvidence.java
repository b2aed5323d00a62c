package dev.alidade.engine.vector;

import dev.alidade.engine.vector.Calibration.Measured;
import dev.alidade.engine.vector.ScanCosts.Cost;
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

  /** Of a kind, for it to have a say. */
  private static final int LEAST_QUERIES = 16;

  private final int k;
  private final Map<Kind, Map<ScanPlan, Tally>> tallies = new EnumMap<>(Kind.class);
  private final ScanCosts costs;

  RecallEvidence(int k, ScanCosts costs) {
    this.k = k;
    this.costs = costs;
  }

  /** Where queries come from. */
  enum Kind {
    STORED,
    MIXED,
    ASKED
  }

  /** Sums over queries, enough for the mean and for how much they differ. */
  record Tally(int queries, double sum, double squares) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(double share) {
      return plus(new Tally(1, share, share * share));
    }

    Tally plus(Tally other) {
      return new Tally(queries + other.queries, sum + other.sum, squares + other.squares);
    }
  }

  int k() {
    return k;
  }

  /** What was counted of a plan. */
  void put(Kind kind, ScanPlan plan, Tally tally) {
    tallies.computeIfAbsent(kind, any -> new HashMap<>()).put(plan, tally);
  }

  /** Adds what was seen of the plans of this, by further queries. */
  void add(RecallEvidence more) {
    more.tallies.forEach(
        (kind, byPlan) ->
            byPlan.forEach(
                (plan, tally) ->
                    tallies
                        .computeIfAbsent(kind, any -> new HashMap<>())
                        .merge(plan, tally, Tally::plus)));
  }

  /** Plans of which something is known. */
  List<ScanPlan> plans() {
    return tallies.values().stream()
        .flatMap(byPlan -> byPlan.keySet().stream())
        .distinct()
        .toList();
  }

  ScanCosts costs() {
    return costs;
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

  /** Whether for every kind some plan that begins so has at least this recall. */
  boolean reaches(ScanPlan.First first, double recall) {
    return tallies.values().stream()
        .allMatch(
            byPlan ->
                byPlan.entrySet().stream()
                    .filter(entry -> entry.getKey().first() == first)
                    .anyMatch(entry -> recall(entry.getValue()).recall() >= recall));
  }

  /**
   * Plans with the recall of the kind of query that does worst, of the kinds that enough were asked
   * of; none while these are not stored vectors and mixtures at least.
   */
  Calibration calibration(long changes) {
    List<Kind> counted =
        Arrays.stream(Kind.values()).filter(kind -> queries(kind) >= LEAST_QUERIES).toList();
    List<Measured> measured = new ArrayList<>();
    if (counted.contains(Kind.STORED) && counted.contains(Kind.MIXED)) {
      for (ScanPlan plan : plans()) {
        counted.stream()
            .map(
                kind -> recall(tallies.getOrDefault(kind, Map.of()).getOrDefault(plan, Tally.NONE)))
            .min(Comparator.comparingDouble(MeasuredRecall::low))
            .ifPresent(low -> measured.add(new Measured(plan, low, nanos(plan))));
      }
    }
    int queries = Arrays.stream(Kind.values()).mapToInt(this::queries).sum();
    return new Calibration(measured, costs.median(Cost.EXACT), changes, queries);
  }

  private MeasuredRecall recall(Tally tally) {
    return MeasuredRecall.of(k, tally.queries(), tally.sum(), tally.squares());
  }

  private double nanos(ScanPlan plan) {
    double rescore = STAGE_NANOS + plan.rescored() * costs.median(Cost.RESCORE);
    double narrow =
        plan.narrowed() == 0 ? 0 : STAGE_NANOS + plan.candidates() * costs.median(Cost.NARROW);
    return costs.median(plan.first() == ScanPlan.First.CODES ? Cost.CODES : Cost.SIGNS)
        + narrow
        + rescore;
  }
}
