package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search looks for, and how. {@link #top} gives the plain case; the {@code with} methods
 * change one thing each.
 *
 * @param maxResults top-k, 1 to 10,000
 * @param threshold hits whose score is below are left out: the cosine, the dot product, or the
 *     negative squared distance. All that reach it are found with {@link Precision#EXACT}, up to
 *     {@code maxResults}
 * @param radius hits further away are left out: a Euclidean distance, 0 or more, in collections
 *     with that metric only. Compared exactly whatever the precision, so that all within are found,
 *     up to {@code maxResults}
 * @param hybrid whether keyword matches (BM25) are fused in, where a text is searched. Scores are
 *     then sums of reciprocal ranks; threshold and radius still stand for vectors, and matches of
 *     keywords that are not near enough are left out too
 * @param diversity 0 (none) to 1: maximal marginal relevance, for the first 1,000 results; others
 *     follow by nearness
 * @param explain whether the explanation has the stages
 */
public record SearchOptions(
    int maxResults,
    Optional<Double> threshold,
    OptionalDouble radius,
    Filter filter,
    Precision precision,
    boolean hybrid,
    double diversity,
    boolean explain) {
  public SearchOptions {
    if (threshold == null || radius == null || filter == null || precision == null) {
      throw new InvalidRequest(
          "Options of a search are null.",
          "Leave them as SearchOptions.top has them: no threshold, no radius, Filter.NONE, EXACT.");
    }
  }

  /** Without a radius. */
  public SearchOptions(
      int maxResults,
      Optional<Double> threshold,
      Filter filter,
      Precision precision,
      boolean hybrid,
      double diversity,
      boolean explain) {
    this(
        maxResults,
        threshold,
        OptionalDouble.empty(),
        filter,
        precision,
        hybrid,
        diversity,
        explain);
  }

  /** The k best, exact. */
  public static SearchOptions top(int k) {
    return new SearchOptions(k, Optional.empty(), Filter.NONE, Precision.EXACT, false, 0, true);
  }

  public SearchOptions withMaxResults(int value) {
    return new SearchOptions(
        value, threshold, radius, filter, precision, hybrid, diversity, explain);
  }

  public SearchOptions withThreshold(double value) {
    return new SearchOptions(
        maxResults, Optional.of(value), radius, filter, precision, hybrid, diversity, explain);
  }

  public SearchOptions withRadius(double value) {
    return new SearchOptions(
        maxResults,
        threshold,
        OptionalDouble.of(value),
        filter,
        precision,
        hybrid,
        diversity,
        explain);
  }

  public SearchOptions withFilter(Filter value) {
    return new SearchOptions(
        maxResults, threshold, radius, value, precision, hybrid, diversity, explain);
  }

  /** Each of the fields equals its value. */
  public SearchOptions withFilter(Map<String, ?> equal) {
    return withFilter(Filter.of(equal));
  }

  public SearchOptions withPrecision(Precision value) {
    return new SearchOptions(
        maxResults, threshold, radius, filter, value, hybrid, diversity, explain);
  }

  public SearchOptions withHybrid(boolean value) {
    return new SearchOptions(
        maxResults, threshold, radius, filter, precision, value, diversity, explain);
  }

  public SearchOptions withDiversity(double value) {
    return new SearchOptions(
        maxResults, threshold, radius, filter, precision, hybrid, value, explain);
  }

  public SearchOptions withExplain(boolean value) {
    return new SearchOptions(
        maxResults, threshold, radius, filter, precision, hybrid, diversity, value);
  }
}
