package dev.alidade.engine.vector;

import java.util.Optional;

/**
 * @param maxResults top-k
 * @param threshold hits below this score are left out
 * @param hybrid whether keyword matches (BM25) are fused in
 * @param diversity 0 (none) to 1: maximal marginal relevance, for the first 1,000 results; others
 *     follow by nearness
 */
public record SearchOptions(
    int maxResults,
    Optional<Double> threshold,
    Filter filter,
    Precision precision,
    boolean hybrid,
    double diversity,
    boolean explain) {
  public static SearchOptions top(int k) {
    return new SearchOptions(k, Optional.empty(), Filter.NONE, Precision.EXACT, false, 0, true);
  }

  public SearchOptions withFilter(Filter value) {
    return new SearchOptions(maxResults, threshold, value, precision, hybrid, diversity, explain);
  }

  public SearchOptions withThreshold(double value) {
    return new SearchOptions(
        maxResults, Optional.of(value), filter, precision, hybrid, diversity, explain);
  }

  public SearchOptions withPrecision(Precision value) {
    return new SearchOptions(maxResults, threshold, filter, value, hybrid, diversity, explain);
  }
}
