package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.util.Arrays;
import java.util.Optional;

/** Collects 64-bit integers. */
public final class Int64ColumnBuilder extends ColumnBuilder {
  private long[] values = new long[0];

  public Int64ColumnBuilder(String name) {
    super(name, ColumnType.INT64);
  }

  public void append(long value) {
    store(value);
    present();
  }

  private void store(long value) {
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

  /** Whether some value would lose digits as a 64-bit float. */
  boolean losesDigitsAsFloat64() {
    for (int row = 0; row < rowCount(); row++) {
      if (Numbers64.losesDigitsAsFloat64(values[row])) {
        return true;
      }
    }
    return false;
  }

  @Override
  void appendPresent(Object value) {
    switch (value) {
      case Long number -> append(number);
      case Integer number -> append(number);
      case Short number -> append(number);
      case Byte number -> append(number);
      default -> throw notOfThisType(value);
    }
  }

  @Override
  void appendPresentFrom(Column source, long row) {
    if (!(source instanceof Int64Column numbers)) {
      throw notOfThisType(source);
    }
    append(numbers.get(row));
  }

  @Override
  Int64Column make(Field field, Optional<Region> bits, Allocation allocation) {
    return new Int64Column(
        field, rowCount(), nullCount(), bits, allocation.longs(values, rowCount()));
  }
}
