package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code dimensions} 32-bit floats, one after the other. */
public record VectorColumn(
    Field field,
    long rowCount,
    long nullCount,
    Optional<Region> validity,
    int dimensions,
    Region values)
    implements Column {
  public float[] get(long row) {
    float[] vector = new float[dimensions];
    MemorySegment.copy(
        values.segment(),
        ValueLayout.JAVA_FLOAT_UNALIGNED,
        row * dimensions * 4L,
        vector,
        0,
        dimensions);
    return vector;
  }

  @Override
  public List<Region> regions() {
    return Column.regions(validity, values);
  }

  @Override
  public @Nullable Object value(long row) {
    return isNull(row) ? null : get(row);
  }

  @Override
  public VectorColumn renamed(String name) {
    retain();
    return new VectorColumn(
        field.withName(name), rowCount, nullCount, validity, dimensions, values);
  }
}
