package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;

/**
 * @param components at least 1; no more than there are dimensions are given
 * @param standardise whether dimensions are first divided by their standard deviations (a PCA of
 *     the correlations instead of the covariances)
 * @param coordinates whether the points are projected
 * @param seed where the search for the components of many dimensions begins
 */
public record PcaOptions(
    int components, boolean standardise, boolean coordinates, Method method, long seed) {
  /** How the components are found. */
  public enum Method {
    /** The covariance matrix up to 512 dimensions, above that the subspace. */
    AUTO,
    /** All eigenvalues of the covariance matrix: exact, time grows by the square of dimensions. */
    COVARIANCE,
    /**
     * Subspace iteration from a random start (Halko, Martinsson and Tropp, 2011): only the
     * components asked for, in time that grows by their number.
     */
    SUBSPACE
  }

  public PcaOptions {
    if (components < 1) {
      throw new InvalidRequest(
          "There cannot be " + components + " components.", "Ask for 1 or more, 2 for a map.");
    }
  }

  /** Components of the covariances, with coordinates. */
  public static PcaOptions of(int components) {
    return new PcaOptions(components, false, true, Method.AUTO, 1);
  }

  public PcaOptions with(Method value) {
    return new PcaOptions(components, standardise, coordinates, value, seed);
  }

  public PcaOptions standardised() {
    return new PcaOptions(components, true, coordinates, method, seed);
  }
}
