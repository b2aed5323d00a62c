package dev.alidade.engine.data;

/** A sum of int64 values in 128 bits: it cannot overflow, only turn out not to fit int64. */
final class ExactSum {
  private long high;
  private long low;

  void add(long value) {
    long before = low;
    low += value;
    high += (value >> 63) + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
  }

  void subtract(long value) {
    high -= (value >> 63) + (Long.compareUnsigned(low, value) < 0 ? 1 : 0);
    low -= value;
  }

  boolean fits() {
    return high == low >> 63;
  }

  /** The sum where it fits. */
  long value() {
    return low;
  }
}
