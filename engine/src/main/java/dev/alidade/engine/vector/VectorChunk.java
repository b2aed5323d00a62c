package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive rows of a collection in one shard's memory: f32 vectors, their int8 codes and scales,
 * squared lengths (Euclidean only), and a bitmap of the rows that are alive.
 */
final class VectorChunk implements AutoCloseable {
  final Shard shard;

  /** Row of the collection that is row 0 here; a multiple of 64. */
  final int base;

  /** A multiple of 64. */
  private final int capacity;

  final int dimensions;
  final Region vectors;
  final Region codes;
  final Region scales;
  final Optional<Region> norms;
  final Region live;
  private final List<Region> all = new ArrayList<>();
  private int rows;
  private int dead;

  VectorChunk(Shard shard, int base, int capacity, int dimensions, Metric metric) {
    this.shard = shard;
    this.base = base;
    this.capacity = capacity;
    this.dimensions = dimensions;
    try {
      vectors = allocate((long) capacity * dimensions * Float.BYTES);
      codes = allocate((long) capacity * dimensions);
      scales = allocate((long) capacity * Float.BYTES);
      norms =
          metric == Metric.EUCLIDEAN
              ? Optional.of(allocate((long) capacity * Float.BYTES))
              : Optional.empty();
      live = allocate(capacity / 8);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Region allocate(long bytes) {
    MemorySpace memory = shard.memory();
    Region region = memory.allocate(bytes, MemoryPurpose.VECTORS);
    all.add(region);
    return region;
  }

  int rows() {
    return rows;
  }

  int capacity() {
    return capacity;
  }

  int room() {
    return capacity - rows;
  }

  boolean hasDead() {
    return dead > 0;
  }

  long bytes() {
    return all.stream().mapToLong(Region::bytes).sum();
  }

  /** Writes a vector in the form in which it is compared; its codes are made later. */
  void append(float[] vector) {
    MemorySegment.copy(
        vector,
        0,
        vectors.segment(),
        ValueLayout.JAVA_FLOAT_UNALIGNED,
        (long) rows * dimensions * Float.BYTES,
        dimensions);
    setLive(rows, true);
    rows++;
  }

  void kill(int row) {
    setLive(row, false);
    dead++;
  }

  private void setLive(int row, boolean value) {
    MemorySegment bits = live.segment();
    int old = bits.get(ValueLayout.JAVA_BYTE, row >>> 3);
    int bit = 1 << (row & 7);
    bits.set(ValueLayout.JAVA_BYTE, row >>> 3, (byte) (value ? old | bit : old & ~bit));
  }

  float[] vector(int row) {
    float[] vector = new float[dimensions];
    MemorySegment.copy(
        vectors.segment(),
        ValueLayout.JAVA_FLOAT_UNALIGNED,
        (long) row * dimensions * Float.BYTES,
        vector,
        0,
        dimensions);
    return vector;
  }

  /** Takes a row with all its representations from another chunk, or from further back here. */
  void moveIn(VectorChunk source, int from, int to) {
    copy(source.vectors, from, vectors, to, (long) dimensions * Float.BYTES);
    copy(source.codes, from, codes, to, dimensions);
    copy(source.scales, from, scales, to, Float.BYTES);
    if (norms.isPresent()) {
      copy(source.norms.orElseThrow(), from, norms.get(), to, Float.BYTES);
    }
  }

  private static void copy(Region source, int from, Region target, int to, long size) {
    MemorySegment.copy(source.segment(), from * size, target.segment(), to * size, size);
  }

  /** After a compaction: the first {@code count} rows are alive and there are no others. */
  void keepFirst(int count) {
    rows = count;
    dead = 0;
    live.segment().fill((byte) 0);
    for (int row = 0; row < count; row++) {
      setLive(row, true);
    }
  }

  @Override
  public void close() {
    all.forEach(Region::close);
  }
}
