package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * Ordinary least squares with an intercept, over the rows where target and features have numbers.
 *
 * @param standardErrors of the coefficients; NaN where there are no more rows than coefficients
 * @param rSquared share of the target's variance that is explained; NaN where the target is
 *     constant
 * @param adjustedRSquared the same with a price on every feature
 * @param residualStandardError root of the residual squares divided by rows − features − 1
 */
public record LinearRegression(
    double intercept,
    double[] coefficients,
    double interceptStandardError,
    double[] standardErrors,
    double rSquared,
    double adjustedRSquared,
    double residualStandardError,
    long rows,
    PathChoice path) {
  /** What the line says for these features. */
  public double predict(double... features) {
    double value = intercept;
    for (int i = 0; i < coefficients.length; i++) {
      value += coefficients[i] * features[i];
    }
    return value;
  }
}
