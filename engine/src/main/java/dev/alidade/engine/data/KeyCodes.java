package dev.alidade.engine.data;

import java.util.Arrays;

/** Distinct 64-bit keys in the order of their first appearance; an open-addressing hash table. */
final class KeyCodes {
  /** 2^64 divided by the golden ratio (Fibonacci hashing, Knuth, TAOCP 3, 6.4). */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static final int FIRST_SLOTS = 1_024;

  private long[] keys = new long[FIRST_SLOTS];

  /** Code + 1 of the key in each slot; 0 where free. */
  private int[] slots = new int[FIRST_SLOTS];

  private int shift = 64 - Integer.numberOfTrailingZeros(FIRST_SLOTS);
  private int size;

  int size() {
    return size;
  }

  /** The code of a key, added where it is new. */
  int code(long key) {
    int mask = slots.length - 1;
    int slot = (int) (key * MULTIPLIER >>> shift);
    while (slots[slot] != 0) {
      if (keys[slot] == key) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  /** The code of a key; −1 where it is not known. */
  int find(long key) {
    int mask = slots.length - 1;
    int slot = (int) (key * MULTIPLIER >>> shift);
    while (slots[slot] != 0) {
      if (keys[slot] == key) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldSlots = slots;
    keys = new long[oldKeys.length * 2];
    slots = new int[oldSlots.length * 2];
    shift--;
    int mask = slots.length - 1;
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != 0) {
        int slot = (int) (oldKeys[i] * MULTIPLIER >>> shift);
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        keys[slot] = oldKeys[i];
        slots[slot] = oldSlots[i];
      }
    }
  }

  /** Where each code was first seen, given the codes of all rows. */
  static int[] firstRows(int[] codes, int groups) {
    int[] first = new int[groups];
    Arrays.fill(first, -1);
    for (int row = codes.length - 1; row >= 0; row--) {
      first[codes[row]] = row;
    }
    return first;
  }
}
