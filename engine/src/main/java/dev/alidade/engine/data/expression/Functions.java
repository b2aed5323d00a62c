package dev.alidade.engine.data.expression;

import static dev.alidade.engine.data.expression.ExpressionCompiler.mismatch;
import static dev.alidade.engine.dataset.ColumnType.BOOL;
import static dev.alidade.engine.dataset.ColumnType.FLOAT64;
import static dev.alidade.engine.dataset.ColumnType.INT64;
import static dev.alidade.engine.dataset.ColumnType.STRING;
import static dev.alidade.engine.dataset.ColumnType.TIMESTAMP;

import dev.alidade.engine.data.DataException.ExpressionInvalid;
import dev.alidade.engine.data.expression.RowEvaluator.RowCode;
import dev.alidade.engine.dataset.ColumnType;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The functions of the language by name. A null argument gives null unless a function says else.
 */
final class Functions {
  private static final long MILLIS_A_DAY = 86_400_000;
  private static final long MILLIS_AN_HOUR = 3_600_000;

  /** The arguments of a call and where it stands. */
  record Arguments(Expression.Call call, List<RowEvaluator> values) {
    RowEvaluator get(int index) {
      return values.get(index);
    }

    int size() {
      return values.size();
    }

    boolean nullable() {
      return values.stream().anyMatch(RowEvaluator::nullable);
    }

    /** Whether every argument of the row has a value. */
    boolean evaluate(long row) {
      for (RowEvaluator value : values) {
        if (!value.evaluate(row)) {
          return false;
        }
      }
      return true;
    }

    /** Demands types in order; FLOAT64 stands for any number. */
    void need(ColumnType... types) {
      for (int i = 0; i < types.length; i++) {
        ColumnType found = get(i).type();
        boolean fits = types[i] == FLOAT64 ? found.isNumeric() : found == types[i];
        if (!fits) {
          throw mismatch(
              call.arguments().get(i).position(),
              "%s needs %s here, not %s"
                  .formatted(
                      call.function(),
                      types[i] == FLOAT64 ? "a number" : types[i].label(),
                      found.label()),
              "Cast the column first, or choose another.");
        }
      }
    }

    RowEvaluator strict(ColumnType type, RowCode code) {
      return RowEvaluator.of(type, nullable(), (self, row) -> evaluate(row) && code.run(self, row));
    }
  }

  @FunctionalInterface
  private interface Maker {
    RowEvaluator make(Arguments arguments);
  }

  private record Function(IntPredicate arity, String usage, Maker maker) {}

  private static final TreeMap<String, Function> BY_NAME = new TreeMap<>();

  static {
    add("abs(number)", n -> n == 1, Functions::abs);
    add("round(number) or round(number, digits)", n -> n == 1 || n == 2, Functions::round);
    add("floor(number)", n -> n == 1, a -> whole(a, Math::floor));
    add("ceil(number)", n -> n == 1, a -> whole(a, Math::ceil));
    add("sqrt(number)", n -> n == 1, a -> partial(a, 0, true, Math::sqrt));
    add("ln(number)", n -> n == 1, a -> partial(a, 0, false, Math::log));
    add("log10(number)", n -> n == 1, a -> partial(a, 0, false, Math::log10));
    add("length(text)", n -> n == 1, Functions::length);
    add("upper(text)", n -> n == 1, a -> text(a, s -> s.toUpperCase(Locale.ROOT)));
    add("lower(text)", n -> n == 1, a -> text(a, s -> s.toLowerCase(Locale.ROOT)));
    add("trim(text)", n -> n == 1, a -> text(a, String::strip));
    add(
        "substr(text, start) or substr(text, start, count)",
        n -> n == 2 || n == 3,
        Functions::part);
    add("contains(text, part)", n -> n == 2, a -> test(a, (s, part) -> s.contains(part)));
    add("starts_with(text, start)", n -> n == 2, a -> test(a, (s, start) -> s.startsWith(start)));
    add("ends_with(text, end)", n -> n == 2, a -> test(a, (s, end) -> s.endsWith(end)));
    add("coalesce(value, other, …)", n -> n >= 1, Conditionals::coalesce);
    add("if(condition, value, other)", n -> n == 3, Conditionals::choose);
    add("min(value, other)", n -> n == 2, a -> Conditionals.extreme(a, true));
    add("max(value, other)", n -> n == 2, a -> Conditionals.extreme(a, false));
    add("year(timestamp)", n -> n == 1, a -> date(a, t -> day(t).getYear()));
    add("month(timestamp)", n -> n == 1, a -> date(a, t -> day(t).getMonthValue()));
    add("day(timestamp)", n -> n == 1, a -> date(a, t -> day(t).getDayOfMonth()));
    add(
        "hour(timestamp)",
        n -> n == 1,
        a -> date(a, t -> Math.floorMod(t, MILLIS_A_DAY) / MILLIS_AN_HOUR));
    add("date_diff_ms(from, to)", n -> n == 2, Functions::difference);
  }

  private Functions() {}

  private static void add(String usage, IntPredicate arity, Maker maker) {
    BY_NAME.put(usage.substring(0, usage.indexOf('(')), new Function(arity, usage, maker));
  }

  static RowEvaluator call(Expression.Call call, List<RowEvaluator> values) {
    Function function = BY_NAME.get(call.function());
    if (function == null) {
      throw new ExpressionInvalid(
          call.position(),
          "No function \"%s\", at character %d.".formatted(call.function(), call.position() + 1),
          NearestName.remedy(call.function(), BY_NAME.keySet()));
    }
    if (!function.arity.test(values.size())) {
      throw mismatch(
          call.position(),
          call.function() + " cannot take " + values.size() + " values",
          "Write " + function.usage + ".");
    }
    return function.maker.make(new Arguments(call, values));
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

  private static RowEvaluator length(Arguments a) {
    a.need(STRING);
    RowEvaluator value = a.get(0);
    return a.strict(
        INT64,
        (self, row) -> {
          self.int64 = CodePoints.length(value.text);
          return true;
        });
  }

  private static RowEvaluator text(Arguments a, UnaryOperator<String> operation) {
    a.need(STRING);
    RowEvaluator value = a.get(0);
    return a.strict(
        STRING,
        (self, row) -> {
          self.text = operation.apply(value.text);
          return true;
        });
  }

  private static RowEvaluator part(Arguments a) {
    boolean counted = a.size() == 3;
    if (counted) {
      a.need(STRING, INT64, INT64);
    } else {
      a.need(STRING, INT64);
    }
    RowEvaluator value = a.get(0);
    RowEvaluator start = a.get(1);
    RowEvaluator count = a.get(a.size() - 1);
    return a.strict(
        STRING,
        (self, row) -> {
          self.text =
              counted
                  ? CodePoints.substring(value.text, start.int64, count.int64)
                  : CodePoints.substring(value.text, Math.max(1, start.int64), Long.MAX_VALUE);
          return true;
        });
  }

  @FunctionalInterface
  private interface TextTest {
    boolean of(String text, String part);
  }

  private static RowEvaluator test(Arguments a, TextTest test) {
    a.need(STRING, STRING);
    RowEvaluator value = a.get(0);
    RowEvaluator part = a.get(1);
    return a.strict(
        BOOL,
        (self, row) -> {
          self.bool = test.of(value.text, part.text);
          return true;
        });
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_A_DAY));
  }

  private static RowEvaluator date(Arguments a, LongUnaryOperator part) {
    a.need(TIMESTAMP);
    RowEvaluator value = a.get(0);
    return a.strict(
        INT64,
        (self, row) -> {
          self.int64 = part.applyAsLong(value.int64);
          return true;
        });
  }

  private static RowEvaluator difference(Arguments a) {
    a.need(TIMESTAMP, TIMESTAMP);
    RowEvaluator from = a.get(0);
    RowEvaluator to = a.get(1);
    return a.strict(
        INT64,
        (self, row) -> {
          self.int64 = Numbers.subtract(to.int64, from.int64, row);
          return true;
        });
  }
}
