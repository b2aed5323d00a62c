package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Bytes of one search in one shard: the query, a selection, and what a kernel writes. */
final class Scratch implements AutoCloseable {
  /** Keeps each part on a line of its own. */
  private static final int ALIGNMENT = 64;

  private final Region region;
  private int used;

  Scratch(Shard shard, long bytes) {
    region = shard.memory().allocate(bytes, MemoryPurpose.SCRATCH);
  }

  static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Sets bytes aside; gives their offset from the start of the region. */
  int take(long bytes) {
    int at = used;
    used += (int) aligned(bytes);
    return at;
  }

  /** What a kernel is given for a place in this region. */
  int address(int at) {
    return region.offset() + at;
  }

  void put(int at, float[] values) {
    MemorySegment.copy(
        values, 0, region.segment(), ValueLayout.JAVA_FLOAT_UNALIGNED, at, values.length);
  }

  void put(int at, short[] values) {
    MemorySegment.copy(
        values, 0, region.segment(), ValueLayout.JAVA_SHORT_UNALIGNED, at, values.length);
  }

  void put(int at, int[] values, int count) {
    MemorySegment.copy(values, 0, region.segment(), ValueLayout.JAVA_INT_UNALIGNED, at, count);
  }

  void put(int at, long[] values, int from, int count) {
    MemorySegment.copy(values, from, region.segment(), ValueLayout.JAVA_LONG_UNALIGNED, at, count);
  }

  /**
   * Results that a kernel wrote.
   *
   * @param base added to the rows
   * @param sign what the scores are multiplied by
   */
  Found found(
      int rowsAt, int scoresAt, int count, int base, float sign, PathChoice path, long examined) {
    int[] rows = ints(rowsAt, count);
    float[] scores = floats(scoresAt, count);
    for (int i = 0; i < count; i++) {
      rows[i] += base;
      scores[i] *= sign;
    }
    return new Found(rows, scores, path, examined);
  }

  int[] ints(int at, int count) {
    int[] values = new int[count];
    MemorySegment.copy(region.segment(), ValueLayout.JAVA_INT_UNALIGNED, at, values, 0, count);
    return values;
  }

  float[] floats(int at, int count) {
    float[] values = new float[count];
    MemorySegment.copy(region.segment(), ValueLayout.JAVA_FLOAT_UNALIGNED, at, values, 0, count);
    return values;
  }

  @Override
  public void close() {
    region.close();
  }
}
