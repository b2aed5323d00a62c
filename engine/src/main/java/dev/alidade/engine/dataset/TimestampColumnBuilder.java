package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Collects timestamps as milliseconds since 1970-01-01T00:00Z. */
public final class TimestampColumnBuilder extends ColumnBuilder {
  private long[] values = new long[0];

  public TimestampColumnBuilder(String name) {
    super(name, ColumnType.TIMESTAMP);
  }

  public void append(long epochMillis) {
    store(epochMillis);
    present();
  }

  private void store(long epochMillis) {
    int row = rowCount();
    if (row == values.length) {
      values = Arrays.copyOf(values, grown(row, row + 1));
    }
    values[row] = epochMillis;
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
    if (!(value instanceof Instant instant)) {
      throw notOfThisType(value);
    }
    append(instant.toEpochMilli());
  }

  @Override
  void appendPresentFrom(Column source, long row) {
    if (!(source instanceof TimestampColumn times)) {
      throw notOfThisType(source);
    }
    append(times.epochMillis(row));
  }

  @Override
  TimestampColumn make(Field field, Optional<Region> bits, Allocation allocation) {
    return new TimestampColumn(
        field, rowCount(), nullCount(), bits, allocation.longs(values, rowCount()));
  }
}
