package dev.alidade.engine.data.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic that is exact or says so. */
final class Numbers {
  /** 2^63: the first double above every int64. */
  private static final double ABOVE_INT64 = 0x1p63;

  private Numbers() {}

  static long add(long a, long b, long row) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow(a, "+", b, row);
    }
    return sum;
  }

  static long subtract(long a, long b, long row) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow(a, "-", b, row);
    }
    return difference;
  }

  static long multiply(long a, long b, long row) {
    long product = a * b;
    long high = Math.multiplyHigh(a, b);
    if (high != product >> 63) {
      throw overflow(a, "*", b, row);
    }
    return product;
  }

  static long negate(long a, long row) {
    if (a == Long.MIN_VALUE) {
      throw new RowFailure(row, "The opposite of " + a + " does not fit int64.");
    }
    return -a;
  }

  static long abs(long a, long row) {
    return a < 0 ? negate(a, row) : a;
  }

  private static RowFailure overflow(long a, String operator, long b, long row) {
    return new RowFailure(row, a + " " + operator + " " + b + " does not fit int64.");
  }

  /** Compares without rounding the integer. The double is not NaN. */
  static int compare(long a, double b) {
    if (b >= ABOVE_INT64) {
      return -1;
    }
    if (b < -ABOVE_INT64) {
      return 1;
    }
    long whole = (long) b;
    int byWhole = Long.compare(a, whole);
    return byWhole != 0 ? byWhole : Double.compare(0, b - whole + 0.0);
  }

  /** Nearest whole number, halves away from zero. */
  static double round(double value) {
    double size = Math.abs(value);
    double down = Math.floor(size);
    return Math.copySign(size - down >= 0.5 ? down + 1 : down, value);
  }

  /** Rounds the shortest decimal that stands for the value, halves away from zero. */
  static double round(double value, long digits) {
    if (!Double.isFinite(value) || digits > 330) {
      return value;
    }
    if (digits < -310) {
      return Math.copySign(0.0, value);
    }
    double rounded =
        BigDecimal.valueOf(value).setScale((int) digits, RoundingMode.HALF_UP).doubleValue();
    return rounded == 0 ? Math.copySign(0.0, value) : rounded;
  }
}
