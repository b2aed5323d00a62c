package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;

/** Row-major float matrix. */
public record Matrix(int rows, int columns, float[] values) {
  public Matrix {
    if (rows < 0 || columns < 0 || values.length != (long) rows * columns) {
      throw new InvalidRequest(
          "A %d × %d matrix has %d values, not %d."
              .formatted(rows, columns, (long) rows * columns, values.length),
          "Give row-major values.");
    }
  }

  public float get(int row, int column) {
    return values[row * columns + column];
  }
}
