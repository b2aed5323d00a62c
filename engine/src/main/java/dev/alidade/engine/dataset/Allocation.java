package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Regions of one column while it is being made. Closing frees them all, unless {@link #keep()} said
 * that the column is whole.
 */
final class Allocation implements AutoCloseable {
  private final MemorySpace memory;
  private final List<Region> regions = new ArrayList<>();

  Allocation(MemorySpace memory) {
    this.memory = memory;
  }

  /** Zeroed bytes; at least one, so that an empty column has a place too. */
  Region zeroed(long bytes) {
    Region region = memory.allocate(Math.max(1, bytes), MemoryPurpose.COLUMNS);
    regions.add(region);
    return region;
  }

  Region bytes(byte[] source, int count) {
    Region region = zeroed(count);
    MemorySegment.copy(source, 0, region.segment(), ValueLayout.JAVA_BYTE, 0, count);
    return region;
  }

  Region ints(int[] source, int count) {
    Region region = zeroed(count * 4L);
    MemorySegment.copy(source, 0, region.segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, count);
    return region;
  }

  Region longs(long[] source, int count) {
    Region region = zeroed(count * 8L);
    MemorySegment.copy(source, 0, region.segment(), ValueLayout.JAVA_LONG_UNALIGNED, 0, count);
    return region;
  }

  Region doubles(double[] source, int count) {
    Region region = zeroed(count * 8L);
    MemorySegment.copy(source, 0, region.segment(), ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, count);
    return region;
  }

  Region floats(float[] source, int count) {
    Region region = zeroed(count * 4L);
    MemorySegment.copy(source, 0, region.segment(), ValueLayout.JAVA_FLOAT_UNALIGNED, 0, count);
    return region;
  }

  /** The regions belong to a column from now on. */
  void keep() {
    regions.clear();
  }

  @Override
  public void close() {
    regions.forEach(Region::close);
    regions.clear();
  }
}
