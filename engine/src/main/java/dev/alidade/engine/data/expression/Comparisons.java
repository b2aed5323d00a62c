package dev.alidade.engine.data.expression;

import static dev.alidade.engine.dataset.ColumnType.BOOL;
import static dev.alidade.engine.dataset.ColumnType.FLOAT64;

import dev.alidade.engine.data.expression.RowEvaluator.RowCode;

/**
 * Comparisons of two values of one type, or of two numbers. Floats follow IEEE 754: NaN differs
 * from everything, −0.0 equals 0.0. Integers and floats are compared without rounding. Text is in
 * the order of its code points.
 */
final class Comparisons {
  private Comparisons() {}

  @FunctionalInterface
  private interface Order {
    /** Sign of left against right; 2 when they have no order. */
    int of(RowEvaluator left, RowEvaluator right);
  }

  private static final int UNORDERED = 2;

  static RowEvaluator compare(String operator, RowEvaluator left, RowEvaluator right) {
    Order order = order(left, right);
    boolean less = operator.startsWith("<");
    boolean equal = operator.endsWith("=");
    boolean greater = operator.startsWith(">") || operator.equals("<>");
    boolean unordered = operator.equals("<>");
    RowCode code =
        (self, row) -> {
          if (!left.evaluate(row) || !right.evaluate(row)) {
            return false;
          }
          int sign = order.of(left, right);
          self.bool = sign == UNORDERED ? unordered : sign < 0 ? less : sign == 0 ? equal : greater;
          return true;
        };
    return RowEvaluator.of(BOOL, left.nullable() || right.nullable(), code);
  }

  private static Order order(RowEvaluator left, RowEvaluator right) {
    return switch (left.type()) {
      case BOOL -> (a, b) -> Boolean.compare(a.bool, b.bool);
      case INT64 ->
          right.type() == FLOAT64
              ? (a, b) -> mixed(a.int64, b.float64)
              : (a, b) -> Long.compare(a.int64, b.int64);
      case FLOAT64 ->
          right.type() == FLOAT64
              ? (a, b) -> floats(a.float64, b.float64)
              : (a, b) -> {
                int sign = mixed(b.int64, a.float64);
                return sign == UNORDERED ? UNORDERED : -sign;
              };
      case TIMESTAMP -> (a, b) -> Long.compare(a.int64, b.int64);
      case STRING -> (a, b) -> Integer.signum(CodePoints.compare(a.text, b.text));
      case VECTOR -> throw new IllegalStateException("vectors have no order");
    };
  }

  private static int mixed(long a, double b) {
    return Double.isNaN(b) ? UNORDERED : Integer.signum(Numbers.compare(a, b));
  }

  private static int floats(double a, double b) {
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : UNORDERED;
  }
}
