package dev.alidade.engine.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Units that a timestamp is cut down to, in UTC and the proleptic ISO calendar. */
public enum CalendarUnit {
  MILLISECOND(1),
  SECOND(1_000),
  MINUTE(60_000),
  HOUR(3_600_000),
  DAY(86_400_000),
  WEEK(0),
  MONTH(0),
  QUARTER(0),
  YEAR(0);

  private static final long DAY_MILLIS = 86_400_000;

  /** Length of a unit that always has the same; 0 for the others. */
  private final long millis;

  CalendarUnit(long millis) {
    this.millis = millis;
  }

  /** The first millisecond of the unit. */
  public long truncate(long epochMillis) {
    return millis > 0 ? epochMillis - Math.floorMod(epochMillis, millis) : start(epochMillis);
  }

  private long start(long epochMillis) {
    return day(epochMillis).toEpochDay() * DAY_MILLIS;
  }

  /** The first day of the unit. */
  private LocalDate day(long epochMillis) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY_MILLIS));
    return switch (this) {
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> date.withDayOfMonth(1);
      case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
      case YEAR -> date.withDayOfYear(1);
      case MILLISECOND, SECOND, MINUTE, HOUR, DAY -> date;
    };
  }

  /** How often the unit begins anew from one instant to the other; negative backwards. */
  public long between(long fromMillis, long toMillis) {
    return switch (this) {
      case MILLISECOND, SECOND, MINUTE, HOUR, DAY ->
          Math.subtractExact(Math.floorDiv(toMillis, millis), Math.floorDiv(fromMillis, millis));
      case WEEK -> ChronoUnit.WEEKS.between(day(fromMillis), day(toMillis));
      case MONTH -> ChronoUnit.MONTHS.between(day(fromMillis), day(toMillis));
      case QUARTER -> ChronoUnit.MONTHS.between(day(fromMillis), day(toMillis)) / 3;
      case YEAR -> ChronoUnit.YEARS.between(day(fromMillis), day(toMillis));
    };
  }
}
