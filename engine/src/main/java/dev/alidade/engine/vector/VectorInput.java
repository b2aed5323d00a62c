package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import java.nio.charset.StandardCharsets;

/** Checks vectors where they come in, and brings them to the form in which they are compared. */
final class VectorInput {
  static final int MAX_DIMENSIONS = 4_096;

  /**
   * Squared lengths up to here leave room for any dot product or squared distance of two vectors in
   * 32 bits: a squared distance is at most four times the larger one.
   */
  private static final double MAX_SQUARED_LENGTH = Float.MAX_VALUE / 8.0;

  static final String DIMENSIONS_REMEDY =
      "Bring vectors of 1 to %,d values.".formatted(MAX_DIMENSIONS);

  private VectorInput() {}

  /** Whether a collection may have so many. */
  static boolean isDimensions(int dimensions) {
    return dimensions >= 1 && dimensions <= MAX_DIMENSIONS;
  }

  /** Whether a text has no half of a surrogate pair, which UTF-8 cannot hold. */
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  static void requireDimensions(int dimensions) {
    if (!isDimensions(dimensions)) {
      throw new InvalidRequest(
          "A collection cannot have " + dimensions + " dimensions.",
          "Give 1 to %,d dimensions.".formatted(MAX_DIMENSIONS));
    }
  }

  /**
   * @param what names the vector in a message, for example {@code The query}
   * @throws VectorException.VectorRefused when it cannot be compared
   */
  static void requireUsable(float[] vector, int dimensions, String what) {
    if (vector == null) {
      throw new VectorException.VectorRefused(
          "VEC-101", what + " is null.", "Give %,d values.".formatted(dimensions));
    }
    if (vector.length != dimensions) {
      throw new VectorException.VectorRefused(
          "VEC-101",
          "%s has %,d values, but the collection has %,d dimensions."
              .formatted(what, vector.length, dimensions),
          "Use the model that made the collection's vectors.");
    }
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new VectorException.VectorRefused(
            "VEC-102",
            "%s holds %s at position %d, which is not a finite number."
                .formatted(what, vector[i], i),
            "Replace or leave out vectors with NaN or infinite values.");
      }
      squares += (double) vector[i] * vector[i];
    }
    if (squares > MAX_SQUARED_LENGTH) {
      throw new VectorException.VectorRefused(
          "VEC-103",
          "%s is too long (%.3g) to be compared in 32-bit numbers."
              .formatted(what, Math.sqrt(squares)),
          "Scale the vectors down, for example to length 1.");
    }
  }

  /** Length 1 for the cosine, in double precision; a zero vector stays zero. */
  static float[] comparable(float[] vector, Metric metric) {
    if (metric != Metric.COSINE) {
      return vector;
    }
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] * scale);
    }
    return unit;
  }
}
