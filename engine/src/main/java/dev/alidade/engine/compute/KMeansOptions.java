package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;

/**
 * @param clusters 1 to 10,000
 * @param maxIterations after which it stops, converged or not
 * @param tolerance it has converged when an iteration lowers the inertia by less than this share
 * @param seed the same seed gives the same clusters
 * @param standardise whether dimensions are first divided by their standard deviations, so that
 *     none counts more for its unit
 */
public record KMeansOptions(
    int clusters, int maxIterations, double tolerance, long seed, boolean standardise) {
  private static final int MOST_CLUSTERS = 10_000;

  public KMeansOptions {
    if (clusters < 1 || clusters > MOST_CLUSTERS) {
      throw new InvalidRequest(
          "There cannot be " + clusters + " clusters.", "Ask for 1 to 10,000 clusters.");
    }
    if (maxIterations < 1 || !(tolerance >= 0)) {
      throw new InvalidRequest(
          "%d iterations to a tolerance of %s make no sense.".formatted(maxIterations, tolerance),
          "Give 1 or more iterations and a tolerance of 0 or more.");
    }
  }

  /** Up to 100 iterations, until one gains less than a ten-thousandth. */
  public static KMeansOptions of(int clusters) {
    return new KMeansOptions(clusters, 100, 1e-4, 1, false);
  }

  public KMeansOptions withSeed(long value) {
    return new KMeansOptions(clusters, maxIterations, tolerance, value, standardise);
  }

  public KMeansOptions standardised() {
    return new KMeansOptions(clusters, maxIterations, tolerance, seed, true);
  }
}
