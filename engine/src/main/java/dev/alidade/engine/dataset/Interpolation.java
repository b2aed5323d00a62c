package dev.alidade.engine.dataset;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Values between two neighbours in order, for quantiles (type 7 of Hyndman and Fan, 1996). */
public final class Interpolation {
  private Interpolation() {}

  /**
   * Linear between two numbers; never outside of them, also where their distance is too large for a
   * float64. Between a finite and an infinite number it is the infinite one, between both
   * infinities NaN.
   *
   * @param share of the way, 0 to 1
   */
  public static double between(double low, double high, double share) {
    if (share == 0 || low == high) {
      return low;
    }
    double distance = high - low;
    if (Double.isFinite(distance)) {
      return Math.min(high, low + distance * share);
    }
    return low * (1 - share) + high * share;
  }

  /** The same between integers; exact until the result is rounded to a float64. */
  public static double between(long low, long high, double share) {
    return share == 0 || low == high ? low : exact(low, high, share).doubleValue();
  }

  /** The same as an integer, rounded down. */
  public static long floorBetween(long low, long high, double share) {
    return share == 0 || low == high
        ? low
        : exact(low, high, share).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static BigDecimal exact(long low, long high, double share) {
    BigDecimal from = BigDecimal.valueOf(low);
    return from.add(BigDecimal.valueOf(high).subtract(from).multiply(new BigDecimal(share)));
  }
}
