package dev.alidade.engine.data.expression;

import static dev.alidade.engine.dataset.ColumnType.FLOAT64;
import static dev.alidade.engine.dataset.ColumnType.INT64;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers. */
final class NumberFunctions {
  private static final double LN_2 = Math.log(2);

  static final List<Function> ALL =
      List.of(
          Function.of(1, "abs(number)", NumberFunctions::abs),
          new Function(
              n -> n == 1 || n == 2,
              "round(number) or round(number, digits)",
              NumberFunctions::round),
          Function.of(1, "floor(number)", a -> whole(a, Math::floor)),
          Function.of(1, "ceil(number)", a -> whole(a, Math::ceil)),
          Function.of(1, "sqrt(number)", a -> partial(a, 0, true, Math::sqrt)),
          Function.of(1, "exp(number)", a -> real(a, Math::exp)),
          Function.of(1, "ln(number)", a -> partial(a, 0, false, Math::log)),
          Function.of(1, "log2(number)", a -> partial(a, 0, false, NumberFunctions::log2)),
          Function.of(1, "log10(number)", a -> partial(a, 0, false, Math::log10)),
          Function.of(2, "power(number, exponent)", a -> both(a, Math::pow)));

  private NumberFunctions() {}

  /** Exact for powers of two. */
  private static double log2(double value) {
    int exponent = Math.getExponent(value);
    boolean power = exponent >= Double.MIN_EXPONENT && value == Math.scalb(1.0, exponent);
    return power ? exponent : Math.log(value) / LN_2;
  }

  private static RowEvaluator real(Arguments a, DoubleUnaryOperator operation) {
    a.need(FLOAT64);
    RowEvaluator value = Arithmetics.toFloat(a.get(0));
    return new Arguments(a.call(), List.of(value))
        .strict(
            FLOAT64,
            (self, row) -> {
              self.float64 = operation.applyAsDouble(value.float64);
              return true;
            });
  }

  private static RowEvaluator both(Arguments a, DoubleBinaryOperator operation) {
    a.need(FLOAT64, FLOAT64);
    RowEvaluator left = Arithmetics.toFloat(a.get(0));
    RowEvaluator right = Arithmetics.toFloat(a.get(1));
    return new Arguments(a.call(), List.of(left, right))
        .strict(
            FLOAT64,
            (self, row) -> {
              self.float64 = operation.applyAsDouble(left.float64, right.float64);
              return true;
            });
  }

  private static RowEvaluator abs(Arguments a) {
    a.need(FLOAT64);
    RowEvaluator value = a.get(0);
    if (value.type() == INT64) {
      return a.strict(
          INT64,
          (self, row) -> {
            self.int64 = Numbers.abs(value.int64, row);
            return true;
          });
    }
    return a.strict(
        FLOAT64,
        (self, row) -> {
          self.float64 = Math.abs(value.float64);
          return true;
        });
  }

  private static RowEvaluator round(Arguments a) {
    if (a.size() == 1) {
      return whole(a, Numbers::round);
    }
    a.need(FLOAT64, INT64);
    RowEvaluator value = Arithmetics.toFloat(a.get(0));
    RowEvaluator digits = a.get(1);
    return new Arguments(a.call(), List.of(value, digits))
        .strict(
            FLOAT64,
            (self, row) -> {
              self.float64 = Numbers.round(value.float64, digits.int64);
              return true;
            });
  }

  /** An int64 is whole already; a float64 stays one. */
  private static RowEvaluator whole(Arguments a, DoubleUnaryOperator operation) {
    a.need(FLOAT64);
    RowEvaluator value = a.get(0);
    return value.type() == INT64
        ? value
        : a.strict(
            FLOAT64,
            (self, row) -> {
              self.float64 = operation.applyAsDouble(value.float64);
              return true;
            });
  }

  /** A function that has no value, so gives null, below a bound (or at it). */
  private static RowEvaluator partial(
      Arguments a, double bound, boolean atBound, DoubleUnaryOperator operation) {
    a.need(FLOAT64);
    RowEvaluator value = Arithmetics.toFloat(a.get(0));
    return RowEvaluator.of(
        FLOAT64,
        true,
        (self, row) -> {
          if (!value.evaluate(row)
              || value.float64 < bound
              || (value.float64 == bound && !atBound)) {
            return false;
          }
          self.float64 = operation.applyAsDouble(value.float64);
          return true;
        });
  }
}
