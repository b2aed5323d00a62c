package dev.alidade.engine.data.expression;

import static dev.alidade.engine.dataset.ColumnType.FLOAT64;
import static dev.alidade.engine.dataset.ColumnType.INT64;
import static dev.alidade.engine.dataset.ColumnType.STRING;
import static dev.alidade.engine.dataset.ColumnType.TIMESTAMP;

import dev.alidade.engine.dataset.ColumnType;
import java.time.Instant;
import java.util.Optional;

/** The operators {@code + - * / % ||}. */
final class Arithmetics {
  private Arithmetics() {}

  @FunctionalInterface
  private interface Longs {
    long of(long a, long b, long row);
  }

  @FunctionalInterface
  private interface Doubles {
    double of(double a, double b);
  }

  /**
   * Numbers only. Division gives float64 and has no value where the divisor is zero.
   *
   * @param neverZero whether the right side is a constant other than zero
   */
  static RowEvaluator calculate(
      String operator, RowEvaluator left, RowEvaluator right, boolean neverZero) {
    boolean nullable = left.nullable() || right.nullable() || !neverZero;
    boolean whole = left.type() == INT64 && right.type() == INT64;
    return switch (operator) {
      case "+" ->
          whole ? longs(INT64, left, right, Numbers::add) : doubles(left, right, Double::sum);
      case "-" ->
          whole
              ? longs(INT64, left, right, Numbers::subtract)
              : doubles(left, right, (a, b) -> a - b);
      case "*" ->
          whole
              ? longs(INT64, left, right, Numbers::multiply)
              : doubles(left, right, (a, b) -> a * b);
      case "/" -> divided(left, right, nullable, (a, b) -> a / b);
      case "%" ->
          whole
              ? remainder(left, right, nullable)
              : divided(left, right, nullable, (a, b) -> a % b);
      default -> throw new IllegalStateException("no operator " + operator);
    };
  }

  /** timestamp ± int64 milliseconds, int64 + timestamp, timestamp − timestamp in milliseconds. */
  static Optional<RowEvaluator> shift(String operator, RowEvaluator left, RowEvaluator right) {
    ColumnType a = left.type();
    ColumnType b = right.type();
    if (operator.equals("-") && a == TIMESTAMP && b == TIMESTAMP) {
      return Optional.of(longs(INT64, left, right, Numbers::subtract));
    }
    if (operator.equals("-") && a == TIMESTAMP && b == INT64) {
      return Optional.of(longs(TIMESTAMP, left, right, Numbers::subtract));
    }
    boolean oneIsMillis = (a == TIMESTAMP && b == INT64) || (a == INT64 && b == TIMESTAMP);
    return operator.equals("+") && oneIsMillis
        ? Optional.of(longs(TIMESTAMP, left, right, Numbers::add))
        : Optional.empty();
  }

  private static RowEvaluator longs(
      ColumnType type, RowEvaluator left, RowEvaluator right, Longs operation) {
    return RowEvaluator.of(
        type,
        left.nullable() || right.nullable(),
        (self, row) -> {
          if (!left.evaluate(row) || !right.evaluate(row)) {
            return false;
          }
          self.int64 = operation.of(left.int64, right.int64, row);
          return true;
        });
  }

  private static RowEvaluator remainder(RowEvaluator left, RowEvaluator right, boolean nullable) {
    return RowEvaluator.of(
        INT64,
        nullable,
        (self, row) -> {
          if (!left.evaluate(row) || !right.evaluate(row) || right.int64 == 0) {
            return false;
          }
          self.int64 = left.int64 % right.int64;
          return true;
        });
  }

  private static RowEvaluator doubles(RowEvaluator left, RowEvaluator right, Doubles operation) {
    RowEvaluator a = toFloat(left);
    RowEvaluator b = toFloat(right);
    return RowEvaluator.of(
        FLOAT64,
        a.nullable() || b.nullable(),
        (self, row) -> {
          if (!a.evaluate(row) || !b.evaluate(row)) {
            return false;
          }
          self.float64 = operation.of(a.float64, b.float64);
          return true;
        });
  }

  private static RowEvaluator divided(
      RowEvaluator left, RowEvaluator right, boolean nullable, Doubles operation) {
    RowEvaluator a = toFloat(left);
    RowEvaluator b = toFloat(right);
    return RowEvaluator.of(
        FLOAT64,
        nullable,
        (self, row) -> {
          if (!a.evaluate(row) || !b.evaluate(row) || b.float64 == 0) {
            return false;
          }
          self.float64 = operation.of(a.float64, b.float64);
          return true;
        });
  }

  static RowEvaluator negate(RowEvaluator value) {
    boolean whole = value.type() == INT64;
    return RowEvaluator.of(
        value.type(),
        value.nullable(),
        (self, row) -> {
          if (!value.evaluate(row)) {
            return false;
          }
          if (whole) {
            self.int64 = Numbers.negate(value.int64, row);
          } else {
            self.float64 = -value.float64;
          }
          return true;
        });
  }

  /** The value itself or the float64 nearest to an int64. */
  static RowEvaluator toFloat(RowEvaluator value) {
    return value.type() == FLOAT64
        ? value
        : RowEvaluator.of(
            FLOAT64,
            value.nullable(),
            (self, row) -> {
              if (!value.evaluate(row)) {
                return false;
              }
              self.float64 = value.int64;
              return true;
            });
  }

  static RowEvaluator join(RowEvaluator left, RowEvaluator right) {
    return RowEvaluator.of(
        STRING,
        left.nullable() || right.nullable(),
        (self, row) -> {
          if (!left.evaluate(row) || !right.evaluate(row)) {
            return false;
          }
          self.text = left.text.concat(right.text);
          return true;
        });
  }

  /** The text that a cast to string gives. */
  static RowEvaluator toText(RowEvaluator value) {
    return switch (value.type()) {
      case STRING -> value;
      case BOOL -> text(value, v -> Boolean.toString(v.bool));
      case INT64 -> text(value, v -> Long.toString(v.int64));
      case FLOAT64 -> text(value, v -> Double.toString(v.float64));
      case TIMESTAMP -> text(value, v -> Instant.ofEpochMilli(v.int64).toString());
      case VECTOR -> throw new IllegalStateException("vectors have no text");
    };
  }

  @FunctionalInterface
  private interface Text {
    String of(RowEvaluator value);
  }

  private static RowEvaluator text(RowEvaluator value, Text toText) {
    return RowEvaluator.of(
        STRING,
        value.nullable(),
        (self, row) -> {
          if (!value.evaluate(row)) {
            return false;
          }
          self.text = toText.of(value);
          return true;
        });
  }
}
