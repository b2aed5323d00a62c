package dev.alidade.engine.dataset;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Counts distinct byte ranges of a segment, without copying them. */
final class DistinctRanges {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final MemorySegment bytes;
  private int[] slots = new int[1_024];
  private long[] from = new long[512];
  private int[] lengths = new int[512];
  private int[] hashes = new int[512];
  private long[] counts = new long[512];
  private int size;

  DistinctRanges(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** Those of a column's values that are not missing. */
  static DistinctRanges of(Utf8Column column) {
    MemorySegment offsets = column.offsets().segment();
    DistinctRanges distinct = new DistinctRanges(column.utf8().segment());
    for (long row = 0; row < column.rowCount(); row++) {
      if (column.nullCount() == 0 || !column.isNull(row)) {
        int from = offsets.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4);
        distinct.add(from, offsets.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4 + 4) - from);
      }
    }
    return distinct;
  }

  void add(long start, int length) {
    int hash = hash(start, length);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (hashes[entry] == hash && lengths[entry] == length && same(from[entry], start, length)) {
        counts[entry]++;
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (size == from.length) {
      grow();
      add(start, length);
      return;
    }
    slots[slot] = size + 1;
    from[size] = start;
    lengths[size] = length;
    hashes[size] = hash;
    counts[size++] = 1;
  }

  int size() {
    return size;
  }

  long count(int entry) {
    return counts[entry];
  }

  long from(int entry) {
    return from[entry];
  }

  int length(int entry) {
    return lengths[entry];
  }

  private boolean same(long a, long b, int length) {
    return MemorySegment.mismatch(bytes, a, a + length, bytes, b, b + length) < 0;
  }

  private void grow() {
    int capacity = from.length * 2;
    from = Arrays.copyOf(from, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    counts = Arrays.copyOf(counts, capacity);
    slots = new int[capacity * 2];
    for (int entry = 0; entry < size; entry++) {
      int slot = hashes[entry] & slots.length - 1;
      while (slots[slot] != 0) {
        slot = (slot + 1) & slots.length - 1;
      }
      slots[slot] = entry + 1;
    }
  }

  private int hash(long start, int length) {
    long hash = length * MULTIPLIER;
    long i = start;
    long end = start + length;
    for (; i + 8 <= end; i += 8) {
      long word = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, i);
      hash = Long.rotateLeft((hash ^ word) * MULTIPLIER, 29);
    }
    long rest = 0;
    for (; i < end; i++) {
      rest = rest << 8 | bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
    }
    hash = (hash ^ rest) * MULTIPLIER;
    return (int) (hash >>> 32);
  }
}
