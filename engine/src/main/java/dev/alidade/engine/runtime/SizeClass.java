package dev.alidade.engine.runtime;

/** Calls of about the same size share a choice of path: powers of 4 of their items. */
public final class SizeClass {
  /** Enough for every count of items that fits a memory. */
  public static final int COUNT = 16;

  private SizeClass() {}

  /** 0 for 0 to 3 items, 1 for 4 to 15, 2 for 16 to 63 and so on. */
  public static int of(long items) {
    if (items < 1) {
      return 0;
    }
    return Math.min(COUNT - 1, (63 - Long.numberOfLeadingZeros(items)) / 2);
  }

  /** The smallest number of items of a class. */
  public static long items(int sizeClass) {
    return 1L << 2 * sizeClass;
  }

  /** For example {@code 64}, {@code 16Ki}, {@code 1Mi}. */
  public static String label(long items) {
    if (items >= 1 << 20 && items % (1 << 20) == 0) {
      return (items >> 20) + "Mi";
    }
    if (items >= 1 << 10 && items % (1 << 10) == 0) {
      return (items >> 10) + "Ki";
    }
    return Long.toString(items);
  }
}
