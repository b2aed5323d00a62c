package dev.alidade.engine.data.expression;

import dev.alidade.engine.dataset.ColumnType;

/**
 * A typed expression that is evaluated row by row without boxing: {@link #evaluate} leaves the
 * value in the field of its type. Every part is evaluated at most once a row, and {@code and},
 * {@code or}, {@code coalesce} and {@code if} leave out what they do not need. One thread at a
 * time.
 */
public abstract class RowEvaluator {
  private final ColumnType type;
  private final boolean nullable;

  /** The value of an int64 or, in milliseconds since 1970, of a timestamp. */
  long int64;

  double float64;
  boolean bool;
  String text = "";

  RowEvaluator(ColumnType type, boolean nullable) {
    this.type = type;
    this.nullable = nullable;
  }

  /**
   * Computes the value of a row.
   *
   * @return false when it is null
   * @throws RowFailure when the row has no value, for example on overflow
   */
  public abstract boolean evaluate(long row);

  public final ColumnType type() {
    return type;
  }

  /** Whether a row can be null. */
  public final boolean nullable() {
    return nullable;
  }

  /** The last value of an int64 or timestamp expression. */
  public final long int64() {
    return int64;
  }

  /** The last value of a float64 expression. */
  public final double float64() {
    return float64;
  }

  /** The last value of a bool expression. */
  public final boolean bool() {
    return bool;
  }

  /** The last value of a string expression. */
  public final String text() {
    return text;
  }

  /** Code that computes a row and stores it in {@code self}. */
  @FunctionalInterface
  interface RowCode {
    boolean run(RowEvaluator self, long row);
  }

  static RowEvaluator of(ColumnType type, boolean nullable, RowCode code) {
    return new RowEvaluator(type, nullable) {
      @Override
      public boolean evaluate(long row) {
        return code.run(this, row);
      }
    };
  }
}
