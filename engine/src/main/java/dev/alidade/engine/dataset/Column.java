package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable values in linear memory, laid out as Apache Arrow does: a validity bitmap (bit set =
 * value present, least significant bit first; absent when there are no nulls) and values. Reads are
 * thread-safe. A column holds its regions: {@link #retain()} shares it with another data set,
 * {@link #close()} lets go.
 */
public sealed interface Column extends AutoCloseable
    permits BoolColumn, Int64Column, Float64Column, TimestampColumn, StringColumn, VectorColumn {
  Field field();

  long rowCount();

  long nullCount();

  /** The validity bitmap; empty where no row is null. */
  Optional<Region> validity();

  /** Regions that this column holds, validity included. */
  java.util.List<Region> regions();

  /** The value as Boolean, Long, Double, Instant, String or float[]; null where missing. */
  @Nullable Object value(long row);

  /** The same values under another name; shares the regions and adds a holder. */
  Column renamed(String name);

  default boolean isNull(long row) {
    return validity().isPresent() && !bit(validity().get(), row);
  }

  default long bytes() {
    return regions().stream().mapToLong(Region::bytes).sum();
  }

  /** Adds a holder to every region. */
  default Column retain() {
    regions().forEach(Region::retain);
    return this;
  }

  @Override
  default void close() {
    regions().forEach(Region::close);
  }

  /** Bit {@code row} of an Arrow bitmap. */
  static boolean bit(Region bitmap, long row) {
    return (bitmap.segment().get(ValueLayout.JAVA_BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
  }

  /** Regions in a list, the validity bitmap first where there is one. */
  static java.util.List<Region> regions(Optional<Region> validity, Region... values) {
    var all = new java.util.ArrayList<Region>();
    validity.ifPresent(all::add);
    all.addAll(java.util.List.of(values));
    return java.util.List.copyOf(all);
  }
}
