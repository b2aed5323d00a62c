package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 64-bit floats, 8 bytes each. */
public record Float64Column(
    Field field, long rowCount, long nullCount, Optional<Region> validity, Region values)
    implements Column {
  public double get(long row) {
    return values.segment().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, row * 8);
  }

  @Override
  public List<Region> regions() {
    return Column.regions(validity, values);
  }

  @Override
  public @Nullable Object value(long row) {
    return isNull(row) ? null : (Object) get(row);
  }

  @Override
  public Float64Column renamed(String name) {
    retain();
    return new Float64Column(field.withName(name), rowCount, nullCount, validity, values);
  }
}
