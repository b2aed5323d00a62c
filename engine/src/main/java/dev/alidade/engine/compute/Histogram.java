package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * Counts in equal steps from {@code min} to {@code max}; the last step includes its end. Nulls, NaN
 * and infinities are in no step. Where all numbers are the same there is one step, of no width;
 * where there are none, no step and {@code min} and {@code max} are NaN.
 */
public record Histogram(double min, double max, long[] counts, PathChoice path) {}
