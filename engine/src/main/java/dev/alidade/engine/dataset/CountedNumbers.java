package dev.alidade.engine.dataset;

/** Counts the first distinct 64-bit values it meets; later ones only while there is room. */
final class CountedNumbers {
  private static final int CAPACITY = 1 << 15;
  private static final int SLOTS = CAPACITY * 2;

  private final long[] keys = new long[SLOTS];
  private final long[] counts = new long[SLOTS];
  private int size;
  private boolean overflowed;

  void add(long key) {
    int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 48);
    while (counts[slot] != 0) {
      if (keys[slot] == key) {
        counts[slot]++;
        return;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    if (size == CAPACITY) {
      overflowed = true;
      return;
    }
    keys[slot] = key;
    counts[slot] = 1;
    size++;
  }

  int size() {
    return size;
  }

  /** Whether some values were not counted. */
  boolean overflowed() {
    return overflowed;
  }

  void offerTo(TopValues top) {
    for (int slot = 0; slot < SLOTS; slot++) {
      top.offer(keys[slot], counts[slot]);
    }
  }
}
