package dev.alidade.app.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

/**
 * Writes figures the way every view shows them: three significant digits and a unit, the same in
 * every locale so that columns line up. A value that is not a number is written as a dash. Pure
 * functions, safe on any thread.
 */
public final class Figures {
  /** What stands where there is no figure. */
  public static final String NONE = "–";

  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);
  private static final double KILO = 1000.0;

  /** More than a double tells apart around one. */
  private static final int MOST_DECIMALS = 15;

  private Figures() {}

  /** Three significant digits, trailing zeros kept: {@code 2.41}, {@code 11.7}, {@code 1,418}. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE);
    int digitsBeforePoint = rounded.precision() - rounded.scale();
    if (digitsBeforePoint > 3) {
      return count(Math.round(value));
    }
    return rounded
        .setScale(Math.max(0, 3 - digitsBeforePoint), RoundingMode.HALF_UP)
        .toPlainString();
  }

  /**
   * A tick of an axis, with the decimals that tell it from the next one: {@code 0.25}, {@code
   * 1,250}, {@code 2.5M}.
   *
   * @param step distance of two ticks: 1, 2 or 5 times a power of ten
   */
  public static String tick(double value, double step) {
    if (!Double.isFinite(value) || !(step > 0)) {
      return number(value);
    }
    double unit = step >= 1e9 ? 1e9 : step >= 1e5 ? 1e6 : 1;
    String letter = value == 0 ? "" : unit == 1e9 ? "B" : unit == 1e6 ? "M" : "";
    int decimals = (int) Math.clamp(-Math.floor(Math.log10(step / unit) + 1e-9), 0, MOST_DECIMALS);
    boolean bare = decimals == 0 || (value == 0 && unit > 1);
    return grouped(bare ? "#,##0" : "#,##0." + "0".repeat(decimals)).format(value / unit) + letter;
  }

  /** Every digit, grouped: {@code 50,000}. */
  public static String count(long value) {
    // By hand: a grid writes thousands of these a second, and making a format costs more than all.
    String digits = Long.toString(value);
    int first = value < 0 ? 1 : 0;
    StringBuilder text = new StringBuilder(digits.length() + 6);
    for (int i = 0; i < digits.length(); i++) {
      if (i > first && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }

  /** Grouped below a million, then three digits and a letter: {@code 1.20M}, {@code 3.40B}. */
  public static String compact(long value) {
    long magnitude = Math.abs(value);
    if (magnitude < 1_000_000) {
      return count(value);
    }
    return magnitude < 1_000_000_000L ? number(value / 1e6) + "M" : number(value / 1e9) + "B";
  }

  /** A count with its noun: {@code 1 row}, {@code 1.20M rows}. */
  public static String counted(long value, String singular) {
    return compact(value) + " " + singular + (value == 1 ? "" : "s");
  }

  /** A length of time in nanoseconds: {@code 52.0 ns}, {@code 4.10 µs}, {@code 0.182 ms}. */
  public static String nanos(double nanos) {
    double magnitude = Math.abs(nanos);
    if (!Double.isFinite(nanos)) {
      return NONE;
    }
    if (magnitude == 0) {
      return "0 ms";
    }
    if (magnitude < 1e3) {
      return number(nanos) + " ns";
    }
    if (magnitude < 1e4) {
      return number(nanos / 1e3) + " µs";
    }
    if (magnitude < 1e9) {
      return number(nanos / 1e6) + " ms";
    }
    return magnitude < 120e9 ? number(nanos / 1e9) + " s" : number(nanos / 60e9) + " min";
  }

  /** A length of time, see {@link #nanos}. */
  public static String duration(Duration duration) {
    return nanos((double) duration.toNanos());
  }

  /** Milliseconds without their unit, for columns whose head names it. */
  public static String millisOnly(double nanos) {
    return number(nanos / 1e6);
  }

  /** A size in memory or on disk, in steps of 1000 like the engine's: {@code 2.15 GB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
      value /= KILO;
      unit++;
    }
    return (unit == 0 ? count(bytes) : number(value)) + " " + units[unit];
  }

  /** A bandwidth, in steps of 1000 as memory and disk makers use: {@code 11.7 GB/s}. */
  public static String bytesPerSecond(double rate) {
    return scaled(rate, new String[] {"B/s", "KB/s", "MB/s", "GB/s", "TB/s"});
  }

  /** How often something happens: {@code 1,184/s}, {@code 2.10M/s}. */
  public static String perSecond(double rate) {
    return Double.isFinite(rate)
        ? (Math.abs(rate) < 1000 ? number(rate) : compact(Math.round(rate))) + "/s"
        : NONE;
  }

  /** A share from 0 to 1 as a percentage: {@code 3.00 %}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? number(share * 100) + " %" : NONE;
  }

  /** A share from 0 to 1 as a whole percentage, for progress: {@code 62 %}. */
  public static String wholePercent(double share) {
    return Double.isFinite(share) ? Math.round(share * 100) + " %" : NONE;
  }

  /** How many times: {@code 1.4×} below ten, {@code 16×} above. */
  public static String times(double ratio) {
    if (!Double.isFinite(ratio)) {
      return NONE;
    }
    return (ratio < 10 ? grouped("0.0").format(ratio) : count(Math.round(ratio))) + "×";
  }

  /** How long ago, in the largest whole unit: {@code 6 min ago}, {@code just now}. */
  public static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 2) {
      return "just now";
    }
    if (seconds < 120) {
      return seconds + " s ago";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min ago";
    }
    return seconds < 172_800 ? seconds / 3600 + " h ago" : seconds / 86_400 + " days ago";
  }

  private static String scaled(double value, String[] units) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double rest = value;
    int unit = 0;
    while (Math.abs(rest) >= 999.5 && unit < units.length - 1) {
      rest /= 1000;
      unit++;
    }
    return number(rest) + " " + units[unit];
  }

  private static DecimalFormat grouped(String pattern) {
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format;
  }
}
