package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/**
 * Figures of the values that are not null. Variance is the population's. NaN where there is no
 * value.
 */
public record ColumnStatistics(
    long count,
    double sum,
    double mean,
    double variance,
    double min,
    double max,
    PathChoice path) {}
