package dev.alidade.engine.data;

import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Numbers the distinct texts of a column by comparing their UTF-8 bytes in place. */
final class TextCodes implements GroupCodes.Key {
  /** As in {@link KeyCodes}. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final Region offsets;
  private final Region utf8;

  /** Row + 1 of the first row with the text of each slot; 0 where free. */
  private int[] slots = new int[1_024];

  private long[] hashes = new long[1_024];
  private int size;

  TextCodes(Region offsets, Region utf8) {
    this.offsets = offsets;
    this.utf8 = utf8;
  }

  /** The first row that holds the same text. */
  @Override
  public long of(int row) {
    MemorySegment ends = offsets.segment();
    MemorySegment bytes = utf8.segment();
    long from = ends.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4L);
    long to = ends.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4L + 4);
    long hash = hash(bytes, from, to);
    int mask = slots.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (slots[slot] != 0) {
      if (hashes[slot] == hash && equal(ends, bytes, slots[slot] - 1, from, to)) {
        return slots[slot] - 1L;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = row + 1;
    hashes[slot] = hash;
    if (++size * 2 > slots.length) {
      grow();
    }
    return row;
  }

  private static boolean equal(
      MemorySegment ends, MemorySegment bytes, int other, long from, long to) {
    long otherFrom = ends.get(ValueLayout.JAVA_INT_UNALIGNED, other * 4L);
    long otherTo = ends.get(ValueLayout.JAVA_INT_UNALIGNED, other * 4L + 4);
    return otherTo - otherFrom == to - from
        && MemorySegment.mismatch(bytes, from, to, bytes, otherFrom, otherTo) < 0;
  }

  private static long hash(MemorySegment bytes, long from, long to) {
    long hash = (to - from) * MULTIPLIER;
    long at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mixed(hash ^ bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << 8 | bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    }
    return mixed(hash ^ rest);
  }

  private static long mixed(long value) {
    long product = value * MULTIPLIER;
    return product ^ product >>> 29;
  }

  private void grow() {
    int[] oldSlots = slots;
    long[] oldHashes = hashes;
    slots = new int[oldSlots.length * 2];
    hashes = new long[slots.length];
    int mask = slots.length - 1;
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != 0) {
        int slot = (int) (oldHashes[i] >>> 32) & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = oldSlots[i];
        hashes[slot] = oldHashes[i];
      }
    }
  }
}
