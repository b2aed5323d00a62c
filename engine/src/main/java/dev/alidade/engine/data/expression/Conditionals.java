package dev.alidade.engine.data.expression;

import static dev.alidade.engine.data.expression.ExpressionCompiler.mismatch;
import static dev.alidade.engine.dataset.ColumnType.BOOL;
import static dev.alidade.engine.dataset.ColumnType.FLOAT64;

import dev.alidade.engine.dataset.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** Functions that choose between values of one type; int64 beside float64 becomes float64. */
final class Conditionals {
  private Conditionals() {}

  /** The first value that is not null. */
  static RowEvaluator coalesce(Arguments a) {
    List<RowEvaluator> values = ofOneType(a, 0);
    boolean nullable = values.stream().allMatch(RowEvaluator::nullable);
    return RowEvaluator.of(
        values.getFirst().type(),
        nullable,
        (self, row) -> {
          for (RowEvaluator value : values) {
            if (value.evaluate(row)) {
              copy(value, self);
              return true;
            }
          }
          return false;
        });
  }

  /** The second value where the first is true, else (false or null) the third. */
  static RowEvaluator choose(Arguments a) {
    a.need(BOOL);
    RowEvaluator condition = a.get(0);
    List<RowEvaluator> values = ofOneType(a, 1);
    RowEvaluator yes = values.get(0);
    RowEvaluator no = values.get(1);
    return RowEvaluator.of(
        yes.type(),
        yes.nullable() || no.nullable(),
        (self, row) -> {
          RowEvaluator chosen = condition.evaluate(row) && condition.bool ? yes : no;
          if (!chosen.evaluate(row)) {
            return false;
          }
          copy(chosen, self);
          return true;
        });
  }

  /** The smaller or larger of two values; null when either is, NaN when either is. */
  static RowEvaluator extreme(Arguments a, boolean smaller) {
    List<RowEvaluator> values = ofOneType(a, 0);
    RowEvaluator left = values.get(0);
    RowEvaluator right = values.get(1);
    if (left.type() == BOOL) {
      throw mismatch(a.call().position(), "true and false have no order", "Use and or or instead.");
    }
    if (left.type() == FLOAT64) {
      return RowEvaluator.of(
          FLOAT64,
          a.nullable(),
          (self, row) -> {
            if (!left.evaluate(row) || !right.evaluate(row)) {
              return false;
            }
            self.float64 =
                smaller
                    ? Math.min(left.float64, right.float64)
                    : Math.max(left.float64, right.float64);
            return true;
          });
    }
    RowEvaluator leftWins = Comparisons.compare(smaller ? "<=" : ">=", left, right);
    return RowEvaluator.of(
        left.type(),
        a.nullable(),
        (self, row) -> {
          if (!leftWins.evaluate(row)) {
            return false;
          }
          copy(leftWins.bool ? left : right, self);
          return true;
        });
  }

  /** The arguments from {@code first} on, numbers widened where they differ. */
  private static List<RowEvaluator> ofOneType(Arguments a, int first) {
    List<RowEvaluator> values = new ArrayList<>(a.values().subList(first, a.size()));
    ColumnType type = values.getFirst().type();
    boolean numbers = values.stream().allMatch(value -> value.type().isNumeric());
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).type() != type && !numbers) {
        throw mismatch(
            a.call().arguments().get(first + i).position(),
            a.call().function()
                + " cannot mix "
                + type.label()
                + " and "
                + values.get(i).type().label(),
            "Give it values of one type.");
      }
    }
    boolean mixed = values.stream().anyMatch(value -> value.type() != type);
    return mixed ? values.stream().map(Arithmetics::toFloat).toList() : List.copyOf(values);
  }

  private static void copy(RowEvaluator from, RowEvaluator to) {
    to.int64 = from.int64;
    to.float64 = from.float64;
    to.bool = from.bool;
    to.text = from.text;
  }
}
