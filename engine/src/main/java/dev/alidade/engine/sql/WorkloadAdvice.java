package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import java.util.List;

/**
 * Indexes for several queries together.
 *
 * @param effects one for each query, in the order they were given
 * @param notes whole sentences: what could not be tried and why
 */
public record WorkloadAdvice(
    List<IndexRecommendation> recommendations, List<QueryEffect> effects, List<String> notes) {
  public WorkloadAdvice {
    recommendations = List.copyOf(recommendations);
    effects = List.copyOf(effects);
    notes = List.copyOf(notes);
  }

  /**
   * A query of a workload.
   *
   * @param weight how much it counts, for example how often it runs
   */
  public record WorkloadQuery(SqlStatement statement, double weight) {}

  /** One query without and with all recommended indexes, on the copy. */
  public record QueryEffect(
      WorkloadQuery query, PlanComparison.Run before, PlanComparison.Run after) {}
}
