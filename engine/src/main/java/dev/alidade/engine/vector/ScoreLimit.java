package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import java.util.List;

/**
 * The score that hits must reach, by a threshold, a radius or both.
 *
 * @param least in the metric's own scores; negative infinity where anything will do
 */
record ScoreLimit(double least) {
  /**
   * @throws InvalidRequest for a threshold or a radius that means nothing in this metric
   */
  static ScoreLimit of(SearchOptions options, Metric metric) {
    double least = options.threshold().orElse(Double.NEGATIVE_INFINITY);
    if (Double.isNaN(least)) {
      throw new InvalidRequest("The threshold is not a number.", "Give a finite score.");
    }
    if (options.radius().isEmpty()) {
      return new ScoreLimit(least);
    }
    double radius = options.radius().getAsDouble();
    if (!(radius >= 0)) {
      throw new InvalidRequest(
          "The radius cannot be " + radius + ".", "Give a Euclidean distance of 0 or more.");
    }
    if (metric != Metric.EUCLIDEAN) {
      throw new InvalidRequest(
          "A radius is a Euclidean distance, but the collection is compared by %s."
              .formatted(metric == Metric.COSINE ? "cosine" : "dot product"),
          "Give the least score as a threshold.");
    }
    return new ScoreLimit(Math.max(least, -radius * radius));
  }

  boolean isSet() {
    return least > Double.NEGATIVE_INFINITY;
  }

  List<Ranked.Row> kept(List<Ranked.Row> rows) {
    return isSet() ? rows.stream().filter(row -> row.score() >= least).toList() : rows;
  }
}
