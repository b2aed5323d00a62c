package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;

/** A product of matrices; each value is a float32 sum in the order of the inner dimension. */
public record Product(Matrix matrix, PathChoice path) {}
