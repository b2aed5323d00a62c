package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.util.Arrays;
import java.util.Optional;

/** Collects booleans, a bit each. */
public final class BoolColumnBuilder extends ColumnBuilder {
  private long[] bits = new long[0];

  public BoolColumnBuilder(String name) {
    super(name, ColumnType.BOOL);
  }

  public void append(boolean value) {
    appendFiller();
    if (value) {
      bits[rowCount() >>> 6] |= 1L << (rowCount() & 63);
    }
    present();
  }

  @Override
  long valueBytes() {
    return words(rowCount()) * 8L;
  }

  @Override
  void appendFiller() {
    int word = rowCount() >>> 6;
    if (word == bits.length) {
      bits = Arrays.copyOf(bits, grown(word, word + 1));
    }
  }

  @Override
  void appendPresent(Object value) {
    if (!(value instanceof Boolean flag)) {
      throw notOfThisType(value);
    }
    append(flag);
  }

  @Override
  void appendPresentFrom(Column source, long row) {
    if (!(source instanceof BoolColumn flags)) {
      throw notOfThisType(source);
    }
    append(flags.get(row));
  }

  @Override
  BoolColumn make(Field field, Optional<Region> validity, Allocation allocation) {
    return new BoolColumn(
        field, rowCount(), nullCount(), validity, allocation.longs(bits, words(rowCount())));
  }
}
