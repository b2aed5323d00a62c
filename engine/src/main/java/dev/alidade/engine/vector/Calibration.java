package dev.alidade.engine.vector;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of a collection for one k: recall and cost of each plan.
 *
 * @param exactNanos what the exact scan of one query takes
 * @param changes what {@link CollectionMemory#changes()} was
 * @param queries of all kinds that it was measured with
 */
record Calibration(List<Measured> plans, double exactNanos, long changes, int queries) {
  /**
   * @param nanos what one query takes, from the medians of its stages
   */
  record Measured(ScanPlan plan, MeasuredRecall recall, double nanos) {}

  Calibration {
    plans = List.copyOf(plans);
  }

  /**
   * The cheapest plan of which it is known with 95 % confidence that its recall reaches the target;
   * empty where there is none.
   */
  Optional<Measured> cheapestFor(double target) {
    return plans.stream()
        .filter(plan -> plan.recall().low() >= target)
        .min(Comparator.comparingDouble(Measured::nanos));
  }

  /** The same where it is faster than the exact scan. */
  Optional<Measured> fasterFor(double target) {
    return cheapestFor(target).filter(plan -> plan.nanos() < exactNanos);
  }

  /** What is known, for targets. */
  PrecisionCurve curve(int k, List<Double> targets, CollectionMemory memory) {
    long since = memory.changes() - changes;
    List<PrecisionCurve.Setting> settings =
        targets.stream()
            .map(
                target ->
                    fasterFor(target)
                        .map(
                            plan ->
                                new PrecisionCurve.Setting(
                                    target,
                                    plan.plan().label(),
                                    Optional.of(plan.recall().after(since)),
                                    plan.nanos()))
                        .orElseGet(
                            () ->
                                new PrecisionCurve.Setting(
                                    target, ScanPlan.EXACT.label(), Optional.empty(), exactNanos)))
            .toList();
    return new PrecisionCurve(
        k, memory.directory().liveCount(), exactNanos, settings, Math.max(0, since));
  }

  /** The plan with the best recall, for saying what can be had. */
  Optional<Measured> best() {
    return plans.stream().max(Comparator.comparingDouble(plan -> plan.recall().recall()));
  }
}
