package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Booleans as a bitmap. */
public record BoolColumn(
    Field field, long rowCount, long nullCount, Optional<Region> validity, Region values)
    implements Column {
  public boolean get(long row) {
    return Column.bit(values, row);
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
  public BoolColumn renamed(String name) {
    retain();
    return new BoolColumn(field.withName(name), rowCount, nullCount, validity, values);
  }
}
