package dev.alidade.engine.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Distinct texts in the order of their first appearance; an open-addressing hash table. */
final class TextDictionary {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** 2^64 / golden ratio, the multiplier of Fibonacci hashing. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final Utf8Values values = new Utf8Values();

  /** Code + 1 of the value in each slot; 0 where free. */
  private int[] slots = new int[1_024];

  /** The hash's upper half of each slot, so that most other values are told apart at once. */
  private int[] tags = new int[1_024];

  Utf8Values values() {
    return values;
  }

  int size() {
    return values.count();
  }

  /** Of the hash table, without the values. */
  long tableBytes() {
    return slots.length * 8L;
  }

  /** The code of a text, added where it is new. */
  int code(byte[] source, int from, int length) {
    long hash = hash(source, from, length);
    int tag = (int) (hash >>> 32);
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      if (tags[slot] == tag && values.matches(slots[slot] - 1, source, from, length)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    int code = values.add(source, from, length);
    slots[slot] = code + 1;
    tags[slot] = tag;
    if (values.count() * 2L > slots.length) {
      grow();
    }
    return code;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    int[] largerTags = new int[larger.length];
    for (int code = 0; code < values.count(); code++) {
      long hash = hash(values.bytes(), values.from(code), values.to(code) - values.from(code));
      int slot = (int) hash & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = code + 1;
      largerTags[slot] = (int) (hash >>> 32);
    }
    slots = larger;
    tags = largerTags;
  }

  private static long hash(byte[] source, int from, int length) {
    long hash = length * MULTIPLIER;
    int i = from;
    int end = from + length;
    for (; i + 8 <= end; i += 8) {
      hash = Long.rotateLeft((hash ^ (long) LONGS.get(source, i)) * MULTIPLIER, 29);
    }
    long rest = 0;
    for (; i < end; i++) {
      rest = rest << 8 | source[i] & 0xFF;
    }
    hash = (hash ^ rest) * MULTIPLIER;
    return hash ^ hash >>> 29;
  }
}
