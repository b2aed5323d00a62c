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
 * squared lengths (Euclidean only), their signs with a scale and an offset each, and a bitmap of
 * the rows that are alive. That is 5.125 bytes a dimension and 12 to 16 a row.
 */
final class VectorChunk implements AutoCloseable {
  static final int SIGN_BLOCK_ROWS = 32;
  private static final int SIGN_GROUP_BYTES = 16;

  final Shard shard;

  /** Row of the collection that is row 0 here; a multiple of 64. Changes when rows are packed. */
  int base;

  /** A multiple of 64. */
  private final int capacity;

  final int dimensions;
  final Region vectors;
  final Region codes;
  final Region scales;
  final Optional<Region> norms;

  /** Blocks of 32 rows, see {@code quantise_1bit} in {@code abi.h}. */
  final Region signs;

  final Region signScales;
  final Region signOffsets;
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
      signs = allocate(signBytes(capacity, dimensions));
      signScales = allocate((long) capacity * Float.BYTES);
      signOffsets = allocate((long) capacity * Float.BYTES);
      live = allocate(capacity / 8);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Bytes of the signs of so many rows, in whole blocks. */
  static int signBytes(int rows, int dimensions) {
    int groups = (dimensions + 15) / 16 * 4;
    return (rows + SIGN_BLOCK_ROWS - 1) / SIGN_BLOCK_ROWS * groups * SIGN_GROUP_BYTES;
  }

  /** Where a row's block of signs begins. */
  int signsAt(int row) {
    return signs.offset() + signBytes(row / SIGN_BLOCK_ROWS * SIGN_BLOCK_ROWS, dimensions);
  }

  /** Where a row's float32 vector begins. */
  int vectorAt(int row) {
    return vectors.offset() + row * dimensions * Float.BYTES;
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

  CollectionInfo.Memory memory() {
    return new CollectionInfo.Memory(
        vectors.bytes(),
        codes.bytes() + scales.bytes() + norms.map(Region::bytes).orElse(0L),
        signs.bytes() + signScales.bytes() + signOffsets.bytes(),
        live.bytes());
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

  float scale(int row) {
    return scales.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) row * Float.BYTES);
  }

  /** The squared length; 0 where it is not kept. */
  float norm(int row) {
    return norms
        .map(n -> n.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) row * Float.BYTES))
        .orElse(0f);
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

  /**
   * Takes rows from another chunk, or from further back here, with all that is kept a row. Signs
   * come along where whole blocks stay blocks; others have to be made anew.
   */
  void moveIn(VectorChunk source, int from, int to, int count) {
    copy(source.vectors, from, vectors, to, count, (long) dimensions * Float.BYTES);
    copy(source.codes, from, codes, to, count, dimensions);
    copy(source.scales, from, scales, to, count, Float.BYTES);
    copy(source.signScales, from, signScales, to, count, Float.BYTES);
    copy(source.signOffsets, from, signOffsets, to, count, Float.BYTES);
    if (norms.isPresent()) {
      copy(source.norms.orElseThrow(), from, norms.get(), to, count, Float.BYTES);
    }
    if (from % SIGN_BLOCK_ROWS == 0 && to % SIGN_BLOCK_ROWS == 0) {
      int blocks = Math.ceilDiv(count, SIGN_BLOCK_ROWS);
      long block = signBytes(1, dimensions);
      copy(source.signs, from / SIGN_BLOCK_ROWS, signs, to / SIGN_BLOCK_ROWS, blocks, block);
    }
  }

  private static void copy(Region source, int from, Region target, int to, int count, long size) {
    MemorySegment.copy(source.segment(), from * size, target.segment(), to * size, count * size);
  }

  /** After a compaction: the first {@code count} rows are alive and there are no others. */
  void keepFirst(int count) {
    rows = count;
    dead = 0;
    MemorySegment bits = live.segment();
    bits.fill((byte) 0);
    bits.asSlice(0, count / 8).fill((byte) 0xff);
    for (int row = count / 8 * 8; row < count; row++) {
      setLive(row, true);
    }
  }

  @Override
  public void close() {
    all.forEach(Region::close);
  }
}
