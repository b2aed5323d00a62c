package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step holds while it works. Scratch regions are freed at the end in any case, results only
 * when {@link #commit()} was not reached. One thread.
 */
final class Ownership implements AutoCloseable {
  private final MemorySpace memory;
  private final List<Region> scratch = new ArrayList<>();
  private final List<Region> regions = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();

  Ownership(MemorySpace memory) {
    this.memory = memory;
  }

  /** Zeroed bytes for the time of the step. */
  Region scratch(long bytes) {
    Region region = memory.allocate(Math.max(1, bytes), MemoryPurpose.SCRATCH);
    scratch.add(region);
    return region;
  }

  /** Scratch that holds these integers. */
  Region scratch(int[] values, int count) {
    Region region = scratch(count * 4L);
    MemorySegment.copy(values, 0, region.segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, count);
    return region;
  }

  /** A bitmap for the time of the step. */
  Region scratchBitmap(int rows) {
    return scratch(Bitmaps.bytes(rows));
  }

  /** Zeroed bytes that a resulting column will hold. */
  Region result(long bytes) {
    Region region = memory.allocate(Math.max(1, bytes), MemoryPurpose.COLUMNS);
    regions.add(region);
    return region;
  }

  /** Frees a result region that turned out to be of no use. */
  void discard(Region region) {
    regions.remove(region);
    region.close();
  }

  /** Lets go of a column that was made on the way and is no result. */
  void discard(Column column) {
    if (columns.remove(column)) {
      column.close();
    } else {
      column.regions().forEach(this::discard);
    }
  }

  /** Takes over one holder of a column that was made elsewhere. */
  <C extends Column> C own(C column) {
    columns.add(column);
    return column;
  }

  /** Adds a holder to a column. */
  <C extends Column> C share(C column) {
    column.retain();
    return own(column);
  }

  /** Adds a holder to one region of a column that a new column will hold as well. */
  Region share(Region region) {
    region.retain();
    regions.add(region);
    return region;
  }

  /** The results belong to someone else from now on. */
  void commit() {
    regions.clear();
    columns.clear();
  }

  @Override
  public void close() {
    scratch.forEach(Region::close);
    regions.forEach(Region::close);
    columns.forEach(Column::close);
    scratch.clear();
    commit();
  }
}
