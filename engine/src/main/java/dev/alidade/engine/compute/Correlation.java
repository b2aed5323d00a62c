package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * How two series go together.
 *
 * @param r Pearson's, −1 to 1; NaN below two rows, where one side is constant, and with infinities
 * @param rows where both sides have a number
 */
public record Correlation(double r, long rows, PathChoice path) {}
