package dev.alidade.engine.dataset;

/** What 64-bit integers and floats can hold. */
final class Numbers64 {
  /** Every integer up to here is a 64-bit float as well. */
  private static final long EXACT = 1L << 53;

  private Numbers64() {}

  /** Whether some integers near the value are no 64-bit floats. */
  static boolean isWide(long value) {
    return value > EXACT || value < -EXACT;
  }

  static boolean losesDigitsAsFloat64(long value) {
    return isWide(value) && (value == Long.MAX_VALUE || (long) (double) value != value);
  }
}
