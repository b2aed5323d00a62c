package dev.alidade.engine.telemetry;

import java.util.Locale;

/** Figures as a reader wants them: three significant digits and a unit; powers of 1,000. */
public final class Quantity {
  private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB"};

  private Quantity() {}

  /** For example {@code 148 MB}. */
  public static String bytes(long bytes) {
    double value = (double) bytes;
    int unit = 0;
    while (value >= 999.5 && unit < BYTES.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : significant(value) + " " + BYTES[unit];
  }

  /** For example {@code 2.41 ms}. */
  public static String time(double nanos) {
    if (nanos < 999.5) {
      return Math.round(nanos) + " ns";
    }
    if (nanos < 999.5e3) {
      return significant(nanos / 1e3) + " µs";
    }
    return nanos < 999.5e6 ? significant(nanos / 1e6) + " ms" : significant(nanos / 1e9) + " s";
  }

  /** For example {@code 2.41 ms}. */
  public static String time(long nanos) {
    return time((double) nanos);
  }

  /** For example {@code 362,323}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** For example {@code 11 %}. */
  public static String share(double fraction) {
    return Math.round(fraction * 100) + " %";
  }

  /** Three significant digits; whole numbers from 100 on. */
  public static String significant(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
