package dev.alidade.engine.compute;

/** Row-major float matrix. */
public record Matrix(int rows, int columns, float[] values) {
  public Matrix {
    if (values.length != rows * columns) {
      throw new dev.alidade.engine.InvalidRequest(
          "A %d × %d matrix has %d values, not %d."
              .formatted(rows, columns, rows * columns, values.length),
          "Give row-major values.");
    }
  }
}
