package dev.alidade.app.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes single values of data, whole, as a grid's cell shows and copies them. Thread-safe. */
public final class Values {
  /** What stands for a missing value. */
  public static final String NULL = "null";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long DAY_SECONDS = 86_400;
  private static final int SHOWN_DIMENSIONS = 3;
  private static final double PLAIN_LIMIT = 1e15;
  private static final double SMALLEST_PLAIN = 1e-4;

  /** A double holds 15 to 17 digits; the last ones are noise of arithmetic to a reader. */
  private static final MathContext SHOWN_DIGITS = new MathContext(10);

  /** What arithmetic leaves of 5.0 is written like it. */
  private static final double NEARLY = 1e-6;

  private static final MathContext BRIEF_DIGITS = new MathContext(6);

  private Values() {}

  /**
   * A value as it is shown: digits grouped, instants in UTC, decimals to ten digits, long vectors
   * cut.
   */
  public static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> NULL;
      case Long number -> Figures.count(number);
      case Integer number -> Figures.count(number);
      case Double number -> decimal(number, SHOWN_DIGITS);
      case Float number -> decimal(number.doubleValue(), SHOWN_DIGITS);
      case Instant instant -> instant(instant);
      case float[] vector -> vector(vector);
      case byte[] bytes -> Figures.bytes(bytes.length) + " of bytes";
      default -> oneLine(value.toString());
    };
  }

  /**
   * A value as other programs read it: nothing grouped, nothing cut, ISO 8601, bytes in
   * hexadecimal. Null is empty.
   */
  public static String copied(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Instant instant -> instant.toString();
      case float[] vector -> Arrays.toString(vector);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      default -> value.toString().replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    };
  }

  /** Whether a value stands at the right of its cell in the mono face. */
  public static boolean isNumber(@Nullable Object value) {
    return value instanceof Number;
  }

  /**
   * The same with six significant digits for decimals, so that computed figures can be read: {@code
   * 7.04121}, {@code 1,234,568}.
   */
  public static String brief(@Nullable Object value) {
    return switch (value) {
      case Double number -> decimal(number, BRIEF_DIGITS);
      case Float number -> decimal(number.doubleValue(), BRIEF_DIGITS);
      case null, default -> shown(value);
    };
  }

  private static String decimal(double number, MathContext digits) {
    if (Math.abs(number) < PLAIN_LIMIT && number == Math.rint(number)) {
      // Minus zero is a value of its own.
      return (1 / number == Double.NEGATIVE_INFINITY ? "-0" : Figures.count((long) number)) + ".0";
    }
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    double magnitude = Math.abs(number);
    if (magnitude >= Math.pow(10, digits.getPrecision()) && magnitude < PLAIN_LIMIT) {
      return Figures.count(Math.round(number)); // the digits before the point are never cut
    }
    BigDecimal rounded = new BigDecimal(number).round(digits).stripTrailingZeros();
    if (magnitude < SMALLEST_PLAIN || magnitude >= PLAIN_LIMIT) {
      return rounded.toString();
    }
    String plain = grouped(rounded.toPlainString());
    boolean nearlyWhole = Math.abs(number - Math.rint(number)) < NEARLY;
    return rounded.scale() <= 0 && nearlyWhole ? plain + ".0" : plain;
  }

  /** Digits before the point in groups of three. */
  private static String grouped(String plain) {
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    int first = plain.startsWith("-") ? 1 : 0;
    StringBuilder text = new StringBuilder(plain);
    for (int at = point - 3; at > first; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  private static String instant(Instant instant) {
    long second = Math.floorMod(instant.getEpochSecond(), DAY_SECONDS);
    if (instant.getNano() != 0) {
      return instant.toString().replace('T', ' ');
    }
    return (second == 0 ? DATE : second % 60 == 0 ? MINUTE : SECOND).format(instant);
  }

  private static String vector(float[] vector) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(SHOWN_DIMENSIONS, vector.length); i++) {
      text.append(i == 0 ? "" : ", ").append(Figures.number(vector[i]));
    }
    return text.append(vector.length > SHOWN_DIMENSIONS ? ", … " + vector.length + "]" : "]")
        .toString();
  }

  private static String oneLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
        ? text
        : text.replace("\r", "").replace('\n', '⏎');
  }
}
