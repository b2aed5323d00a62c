package dev.alidade.engine.vector;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of a collection for one k: recall and cost of each plan.
 *
 * @param exactNanos what the exact scan of one query takes
 * @param changes what {@link CollectionMemory#changes()} was
 * @param withAsked whether queries that were really asked are among those that were measured with
 */
record Calibration(List<Measured> plans, double exactNanos, long changes, boolean withAsked) {
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

  /** The plan with the best recall, for saying what can be had. */
  Optional<Measured> best() {
    return plans.stream().max(Comparator.comparingDouble(plan -> plan.recall().recall()));
  }
}
