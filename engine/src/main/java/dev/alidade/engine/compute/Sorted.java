package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * Rows in the order of their numbers. Equal numbers keep the order of their rows; rows without a
 * number come last in both directions.
 *
 * @param rows row numbers
 * @param values the numbers of these rows; NaN where there is none
 * @param numbers how many rows have one
 */
public record Sorted(int[] rows, double[] values, int numbers, PathChoice path) {}
