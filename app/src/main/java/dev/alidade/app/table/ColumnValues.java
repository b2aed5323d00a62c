package dev.alidade.app.table;

import dev.alidade.app.format.Figures;
import dev.alidade.engine.dataset.ColumnType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the figures of a column in the words of its type. */
public final class ColumnValues {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double DAY_MILLIS = 86_400_000;
  private static final double YEAR_MILLIS = 365 * DAY_MILLIS;
  private static final double LONG_SPAN_MILLIS = 3 * YEAR_MILLIS;

  /** Longer numbers do not fit twice below a narrow column. */
  private static final double THOUSANDS = 10_000;

  private ColumnValues() {}

  /** A number of the column, three digits; a timestamp's milliseconds as its day. */
  public static String figure(ColumnType type, double value) {
    if (type == ColumnType.TIMESTAMP) {
      return Double.isFinite(value) ? DAY.format(Instant.ofEpochMilli((long) value)) : Figures.NONE;
    }
    return shortNumber(value);
  }

  /** The same with every digit, for tooltips. */
  public static String exact(ColumnType type, double value) {
    if (!Double.isFinite(value)) {
      return Figures.NONE;
    }
    return type == ColumnType.TIMESTAMP
        ? Instant.ofEpochMilli((long) value).toString()
        : ExpressionText.number(value);
  }

  /** An end of an axis, as short as it can be: {@code 1928} where an axis spans years. */
  public static String end(ColumnType type, double value, double span) {
    if (type != ColumnType.TIMESTAMP) {
      return shortNumber(value);
    }
    Instant instant = Instant.ofEpochMilli((long) value);
    return (span > LONG_SPAN_MILLIS ? YEAR : span > 2 * DAY_MILLIS ? DAY : MINUTE).format(instant);
  }

  /** The same where there is room for a few letters: {@code 2012}, {@code 05-31}, {@code 14:05}. */
  public static String shortEnd(ColumnType type, double value, double span) {
    if (type != ColumnType.TIMESTAMP) {
      double magnitude = Math.abs(value);
      return magnitude >= THOUSANDS && magnitude < 999_500
          ? trimmed(value / 1e3) + "k"
          : magnitude >= 999_500 && magnitude < 1e6
              ? shortNumber(Math.signum(value) * 1e6)
              : shortNumber(value);
    }
    Instant instant = Instant.ofEpochMilli((long) value);
    return (span > YEAR_MILLIS ? YEAR : span > 2 * DAY_MILLIS ? DAY_OF_YEAR : CLOCK)
        .format(instant);
  }

  /** A range in words, for a chip or a tooltip. */
  public static String range(ColumnType type, double from, double to) {
    return figure(type, from) + " to " + figure(type, to);
  }

  /** Three digits and a letter for large numbers; no needless zeros. */
  private static String shortNumber(double value) {
    double magnitude = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Figures.NONE;
    }
    if (magnitude >= 1e9) {
      return trimmed(value / 1e9) + "B";
    }
    if (magnitude >= 1e6) {
      return trimmed(value / 1e6) + "M";
    }
    return trimmed(value);
  }

  private static String trimmed(double value) {
    String text = Figures.number(value);
    if (text.indexOf('.') < 0) {
      return text;
    }
    return text.replaceFirst("\\.?0+$", "");
  }
}
