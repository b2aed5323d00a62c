package dev.alidade.engine.data;

import dev.alidade.engine.dataset.ColumnType;

/** What an aggregation computes. Nulls take no part; a group without a value gives null. */
public enum AggregateFunction {
  COUNT(Takes.ANYTHING),
  /** Different values; every NaN is one, −0.0 is 0.0. */
  COUNT_DISTINCT(Takes.VALUES),
  /** Of int64 exact, or an error; of float64 compensated. */
  SUM(Takes.NUMBERS),
  AVG(Takes.NUMBERS),
  MIN(Takes.VALUES),
  MAX(Takes.VALUES),
  /** The percentile 50. */
  MEDIAN(Takes.MEASURES),
  /**
   * Between two values linearly; NaN is the largest number. A float64 of numbers, of times a time,
   * rounded down to the millisecond.
   */
  PERCENTILE(Takes.MEASURES),
  /** Sample standard deviation, null of fewer than two values. */
  STD(Takes.NUMBERS),
  /** Sample variance, null of fewer than two values. */
  VARIANCE(Takes.NUMBERS),
  /** In the order of the rows. */
  FIRST(Takes.VALUES),
  LAST(Takes.VALUES),
  /** The most frequent value; of several the one that comes first. */
  MODE(Takes.VALUES),
  /** A JSON array of the values in the order of the rows, as text. */
  COLLECT(Takes.VALUES);

  private enum Takes {
    ANYTHING,
    VALUES,
    NUMBERS,
    /** Numbers and times. */
    MEASURES
  }

  private final Takes takes;

  AggregateFunction(Takes takes) {
    this.takes = takes;
  }

  /**
   * Whether parts of a stream can be put together to the same as of the whole. Those that need the
   * different values of each group take a million of them at the most.
   */
  public boolean streams() {
    return switch (this) {
      case COUNT,
          SUM,
          AVG,
          MIN,
          MAX,
          STD,
          VARIANCE,
          FIRST,
          LAST,
          COUNT_DISTINCT,
          MEDIAN,
          PERCENTILE,
          MODE ->
          true;
      case COLLECT -> false;
    };
  }

  /** Whether it makes sense of columns of a type. */
  public boolean fits(ColumnType type) {
    return switch (takes) {
      case ANYTHING -> true;
      case VALUES -> type != ColumnType.VECTOR;
      case NUMBERS -> type.isNumeric();
      case MEASURES -> type.isNumeric() || type == ColumnType.TIMESTAMP;
    };
  }
}
