package dev.alidade.engine.data;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;

/** Parts of a timestamp, in UTC and the proleptic ISO calendar. */
public enum CalendarPart {
  YEAR(ChronoField.YEAR),
  QUARTER(IsoFields.QUARTER_OF_YEAR),
  MONTH(ChronoField.MONTH_OF_YEAR),
  /** Of the week-based year of ISO 8601, 1 to 53. */
  WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
  DAY(ChronoField.DAY_OF_MONTH),
  /** 1 for Monday to 7 for Sunday. */
  DAY_OF_WEEK(ChronoField.DAY_OF_WEEK),
  DAY_OF_YEAR(ChronoField.DAY_OF_YEAR),
  HOUR(ChronoField.HOUR_OF_DAY),
  MINUTE(ChronoField.MINUTE_OF_HOUR),
  SECOND(ChronoField.SECOND_OF_MINUTE),
  /** Of the second, 0 to 999. */
  MILLISECOND(ChronoField.MILLI_OF_SECOND);

  private final TemporalField field;

  CalendarPart(TemporalField field) {
    this.field = field;
  }

  /** The part of an instant. */
  public long of(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC).get(field);
  }
}
