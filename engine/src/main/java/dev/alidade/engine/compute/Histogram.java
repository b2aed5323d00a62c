package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/** Counts in equal steps from {@code min} to {@code max}; the last step includes its end. */
public record Histogram(double min, double max, long[] counts, PathChoice path) {}
