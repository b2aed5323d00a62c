package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * Values below which a share of the numbers lies, linear between the two nearest numbers (type 7 of
 * Hyndman and Fan, as in R, NumPy and DuckDB's {@code quantile_cont}).
 *
 * @param values one for each probability; NaN where there is no number
 * @param count numbers; nulls and NaN are left out
 */
public record Quantiles(double[] probabilities, double[] values, long count, PathChoice path) {}
