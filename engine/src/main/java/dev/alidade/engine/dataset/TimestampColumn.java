package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Milliseconds since 1970-01-01T00:00Z, 8 bytes each. */
public record TimestampColumn(
    Field field, long rowCount, long nullCount, Optional<Region> validity, Region values)
    implements Column {
  public long epochMillis(long row) {
    return values.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, row * 8);
  }

  @Override
  public List<Region> regions() {
    return Column.regions(validity, values);
  }

  @Override
  public @Nullable Object value(long row) {
    return isNull(row) ? null : Instant.ofEpochMilli(epochMillis(row));
  }

  @Override
  public TimestampColumn renamed(String name) {
    retain();
    return new TimestampColumn(field.withName(name), rowCount, nullCount, validity, values);
  }
}
