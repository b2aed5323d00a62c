package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.runtime.Region;
import java.util.Arrays;
import java.util.Optional;

/** Collects vectors of one length. A missing one takes the place of {@code dimensions} zeros. */
public final class VectorColumnBuilder extends ColumnBuilder {
  private final int dimensions;
  private float[] values = new float[0];

  /**
   * @param dimensions floats in each row, at least 1
   */
  public VectorColumnBuilder(String name, int dimensions) {
    super(name, ColumnType.VECTOR);
    if (dimensions < 1) {
      throw new InvalidRequest(
          "A vector needs at least one dimension, not " + dimensions + ".",
          "Give the number of floats in each row.");
    }
    this.dimensions = dimensions;
  }

  public int dimensions() {
    return dimensions;
  }

  /**
   * @param vector {@code dimensions} floats; copied
   * @throws InvalidRequest when the length differs
   */
  public void append(float[] vector) {
    if (vector.length != dimensions) {
      throw new InvalidRequest(
          "The column \"%s\" holds vectors of %d floats, not %d."
              .formatted(name(), dimensions, vector.length),
          "Give vectors of one length.");
    }
    appendFiller();
    System.arraycopy(vector, 0, values, rowCount() * dimensions, dimensions);
    present();
  }

  @Override
  long valueBytes() {
    return rowCount() * 4L * dimensions;
  }

  @Override
  void appendFiller() {
    long needed = (rowCount() + 1L) * dimensions;
    if (needed > values.length) {
      values = Arrays.copyOf(values, grown(values.length, (int) Math.min(needed, MAX_ROWS + 1L)));
    }
  }

  @Override
  void appendPresent(Object value) {
    if (!(value instanceof float[] vector)) {
      throw notOfThisType(value);
    }
    append(vector);
  }

  @Override
  void appendPresentFrom(Column source, long row) {
    if (!(source instanceof VectorColumn vectors)) {
      throw notOfThisType(source);
    }
    append(vectors.get(row));
  }

  @Override
  VectorColumn make(Field field, Optional<Region> bits, Allocation allocation) {
    return new VectorColumn(
        field,
        rowCount(),
        nullCount(),
        bits,
        dimensions,
        allocation.floats(values, rowCount() * dimensions));
  }
}
