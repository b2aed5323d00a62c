package dev.alidade.engine.vector;

import java.util.List;
import java.util.Optional;

/**
 * What each setting of the precision gives and costs on one collection, as far as it was measured.
 *
 * @param k results asked for
 * @param documents in the collection
 * @param exactNanos what comparing every vector takes, a query
 * @param settings in the order of the targets asked for
 * @param changesSince documents added and removed since it was measured
 */
public record PrecisionCurve(
    int k, long documents, double exactNanos, List<Setting> settings, long changesSince) {
  public PrecisionCurve {
    settings = List.copyOf(settings);
  }

  /**
   * @param target recall asked for
   * @param plan how such a search goes, for example {@code 1-bit (200) → f32}; {@code f32} where no
   *     faster way is known to reach the target
   * @param recall measured of this plan; empty for {@code f32}, which misses nothing
   * @param nanos of scanning and rescoring, a query
   */
  public record Setting(
      double target, String plan, Optional<MeasuredRecall> recall, double nanos) {}
}
