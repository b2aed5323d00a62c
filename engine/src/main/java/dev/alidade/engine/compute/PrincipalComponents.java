package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * The directions in which points spread most.
 *
 * @param components one a row, of length 1; the value of the largest size is positive
 * @param explainedVariance of each component, divided by points − 1; largest first
 * @param explainedShare of the variance of all dimensions, for each component; NaN without variance
 * @param mean the point that the coordinates count from
 * @param scale what distances from the mean were multiplied by; 1 unless standardised
 * @param coordinates rows × components; NaN where a row is no point; no columns unless asked for
 * @param points rows that are points
 * @param method how they were found
 * @param iterations of the subspace; 0 for the covariance matrix
 */
public record PrincipalComponents(
    double[][] components,
    double[] explainedVariance,
    double[] explainedShare,
    double[] mean,
    double[] scale,
    Matrix coordinates,
    int points,
    PcaOptions.Method method,
    int iterations,
    PathChoice path) {}
