package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/** One value for each row; NaN where the window had too few numbers. */
public record Windowed(double[] values, PathChoice path) {}
