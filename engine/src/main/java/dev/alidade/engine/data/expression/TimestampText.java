package dev.alidade.engine.data.expression;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads times from text: ISO 8601 dates and times (extended and basic form, T or a space between,
 * fraction after a point or comma, no zone for UTC or Z, +hh, +hhmm, +hh:mm, UTC, GMT), dates with
 * slashes (2024/01/31), and RFC 1123 ({@code Sun, 06 Nov 1994 08:49:37 GMT}). A fraction beyond
 * milliseconds is cut off.
 */
public final class TimestampText {
  private static final DateTimeFormatter EXTENDED =
      strict(
          builder()
              .append(DateTimeFormatter.ISO_LOCAL_DATE)
              .optionalStart()
              .appendPattern("['T'][' ']")
              .appendPattern("HH:mm[:ss")
              .optionalStart()
              .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
              .optionalEnd()
              .appendPattern("]")
              .optionalEnd()
              .appendPattern("[' ']['UTC']['GMT'][XXX][XX][X]"));

  private static final DateTimeFormatter BASIC =
      strict(builder().appendPattern("uuuuMMdd['T'HHmm[ss]][XXX][XX][X]"));

  private static final List<DateTimeFormatter> FORMS =
      List.of(EXTENDED, BASIC, DateTimeFormatter.RFC_1123_DATE_TIME);

  private TimestampText() {}

  private static DateTimeFormatterBuilder builder() {
    return new DateTimeFormatterBuilder().parseCaseInsensitive();
  }

  private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
    return builder
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT)
        .withChronology(IsoChronology.INSTANCE);
  }

  /** Milliseconds since 1970-01-01T00:00Z; empty where the text is no time. */
  public static OptionalLong parse(String text) {
    String clean = text.strip();
    // The shortest form is 20240131; RFC 1123 is the only one that does not begin with a digit or
    // sign. Both tests spare the cost of an exception for plain words.
    if (clean.length() < 8 || clean.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    if (clean.charAt(0) >= '0' && clean.charAt(0) <= '9' && clean.length() >= 10) {
      clean = withPoint(withDashes(clean));
    }
    for (DateTimeFormatter form : FORMS) {
      if (hasForm(clean, form)) {
        return instant(clean, form);
      }
    }
    return OptionalLong.empty();
  }

  /** Whether the text is written so, before its fields are checked; spares an exception. */
  private static boolean hasForm(String text, DateTimeFormatter form) {
    ParsePosition end = new ParsePosition(0);
    return form.parseUnresolved(text, end) != null && end.getIndex() == text.length();
  }

  private static OptionalLong instant(String text, DateTimeFormatter form) {
    try {
      return OptionalLong.of(millis(form.parse(text)));
    } catch (DateTimeException | ArithmeticException noSuchDay) {
      return OptionalLong.empty();
    }
  }

  private static String withDashes(String text) {
    return text.charAt(4) == '/' && text.charAt(7) == '/'
        ? text.substring(0, 4) + "-" + text.substring(5, 7) + "-" + text.substring(8)
        : text;
  }

  private static String withPoint(String text) {
    return text.length() > 19 && text.charAt(19) == ','
        ? text.substring(0, 19) + "." + text.substring(20)
        : text;
  }

  private static long millis(TemporalAccessor parsed) {
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed).toEpochMilli();
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneOffset offset = parsed.query(TemporalQueries.offset());
    return LocalDateTime.of(
            java.util.Objects.requireNonNull(parsed.query(TemporalQueries.localDate())),
            time == null ? LocalTime.MIDNIGHT : time)
        .toInstant(offset == null ? ZoneOffset.UTC : offset)
        .toEpochMilli();
  }
}
