package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.util.Arrays;
import java.util.Optional;

/** Collects 64-bit floats; NaN is a value, not a missing one. */
public final class Float64ColumnBuilder extends ColumnBuilder {
  private double[] values = new double[0];

  public Float64ColumnBuilder(String name) {
    super(name, ColumnType.FLOAT64);
  }

  public void append(double value) {
    store(value);
    present();
  }

  private void store(double value) {
    int row = rowCount();
    if (row == values.length) {
      values = Arrays.copyOf(values, grown(row, row + 1));
    }
    values[row] = value;
  }

  @Override
  long valueBytes() {
    return rowCount() * 8L;
  }

  @Override
  void appendFiller() {
    store(0);
  }

  @Override
  void appendPresent(Object value) {
    if (!(value instanceof Number number)) {
      throw notOfThisType(value);
    }
    append(number.doubleValue());
  }

  @Override
  void appendPresentFrom(Column source, long row) {
    if (!(source instanceof Float64Column numbers)) {
      throw notOfThisType(source);
    }
    append(numbers.get(row));
  }

  @Override
  Float64Column make(Field field, Optional<Region> bits, Allocation allocation) {
    return new Float64Column(
        field, rowCount(), nullCount(), bits, allocation.doubles(values, rowCount()));
  }
}
