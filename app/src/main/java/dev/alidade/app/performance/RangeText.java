package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** A stretch of time as the user reads and writes it: {@code 14:02:10 – 14:07:10}. */
final class RangeText {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter READ =
      DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);

  private RangeText() {}

  static String of(TimeSpan span, ZoneId zone) {
    return SHOWN.withZone(zone).format(span.from())
        + " – "
        + SHOWN.withZone(zone).format(span.to());
  }

  /**
   * Reads what the user wrote. A time later than now is yesterday's; seconds may be left out. Empty
   * when it is no stretch.
   */
  static Optional<TimeSpan> parse(String text, Instant now, ZoneId zone) {
    String[] ends = text.strip().split("\\s*(?:–|-|to)\\s*", -1);
    if (ends.length != 2) {
      return Optional.empty();
    }
    try {
      Instant to = before(LocalTime.parse(ends[1], READ), now, zone);
      Instant from = before(LocalTime.parse(ends[0], READ), to, zone);
      return from.isBefore(to) ? Optional.of(new TimeSpan(from, to)) : Optional.empty();
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /** The last moment with this time of day that is not after {@code limit}. */
  private static Instant before(LocalTime time, Instant limit, ZoneId zone) {
    LocalDate day = limit.atZone(zone).toLocalDate();
    Instant sameDay = day.atTime(time).atZone(zone).toInstant();
    return sameDay.isAfter(limit)
        ? day.minusDays(1).atTime(time).atZone(zone).toInstant()
        : sameDay;
  }
}
