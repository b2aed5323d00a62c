package dev.alidade.engine.data.expression;

import static dev.alidade.engine.dataset.ColumnType.BOOL;
import static dev.alidade.engine.dataset.ColumnType.FLOAT64;
import static dev.alidade.engine.dataset.ColumnType.INT64;
import static dev.alidade.engine.dataset.ColumnType.STRING;
import static dev.alidade.engine.dataset.ColumnType.TIMESTAMP;
import static dev.alidade.engine.dataset.ColumnType.VECTOR;

import dev.alidade.engine.data.DataException.ExpressionInvalid;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds columns and types and makes the evaluators. The rules are those of docs/pipelines.md. */
final class ExpressionCompiler {
  private final Schema schema;
  private final List<ColumnEvaluator> columns = new ArrayList<>();

  ExpressionCompiler(Schema schema) {
    this.schema = schema;
  }

  /** The columns that were named, for binding. */
  List<ColumnEvaluator> columns() {
    return columns;
  }

  RowEvaluator compile(Expression expression) {
    return switch (expression) {
      case Expression.Int64Literal e ->
          RowEvaluator.of(
              INT64,
              false,
              (self, row) -> {
                self.int64 = e.value();
                return true;
              });
      case Expression.Float64Literal e ->
          RowEvaluator.of(
              FLOAT64,
              false,
              (self, row) -> {
                self.float64 = e.value();
                return true;
              });
      case Expression.TextLiteral e ->
          RowEvaluator.of(
              STRING,
              false,
              (self, row) -> {
                self.text = e.value();
                return true;
              });
      case Expression.BoolLiteral e ->
          RowEvaluator.of(
              BOOL,
              false,
              (self, row) -> {
                self.bool = e.value();
                return true;
              });
      case Expression.ColumnName e -> column(e);
      case Expression.Arithmetic e -> arithmetic(e);
      case Expression.Negated e -> negated(e);
      case Expression.Comparison e -> comparison(e);
      case Expression.And e -> and(condition(e.left()), condition(e.right()));
      case Expression.Or e -> or(condition(e.left()), condition(e.right()));
      case Expression.Not e -> not(condition(e.operand()));
      case Expression.IsNull e -> isNull(compile(e.operand()), e.negated());
      case Expression.Call e ->
          Functions.call(e, e.arguments().stream().map(this::compile).toList());
    };
  }

  private RowEvaluator column(Expression.ColumnName e) {
    OptionalInt index = schema.indexOf(e.name());
    if (index.isEmpty()) {
      throw new ExpressionInvalid(
          e.position(),
          "No column \"" + e.name() + "\", at character " + (e.position() + 1) + ".",
          NearestName.remedy(e.name(), schema.fields().stream().map(Field::name).toList()));
    }
    Field field = schema.fields().get(index.getAsInt());
    if (field.type() == VECTOR) {
      throw new ExpressionInvalid(
          e.position(),
          "The column \"" + e.name() + "\" holds vectors, at character " + (e.position() + 1) + ".",
          "Expressions work on single values: choose another column.");
    }
    var evaluator = new ColumnEvaluator(field, index.getAsInt());
    columns.add(evaluator);
    return evaluator;
  }

  private RowEvaluator condition(Expression expression) {
    RowEvaluator evaluator = compile(expression);
    if (evaluator.type() != BOOL) {
      throw mismatch(
          expression.position(),
          "and, or and not need true or false, not " + evaluator.type().label(),
          "Compare it with something, for example x > 0.");
    }
    return evaluator;
  }

  private RowEvaluator arithmetic(Expression.Arithmetic e) {
    RowEvaluator left = compile(e.left());
    RowEvaluator right = compile(e.right());
    if (e.operator().equals("||")) {
      return Arithmetics.join(Arithmetics.toText(left), Arithmetics.toText(right));
    }
    if (left.type() == TIMESTAMP || right.type() == TIMESTAMP) {
      return Arithmetics.shift(e.operator(), left, right)
          .orElseThrow(() -> cannot(e.operator(), left.type(), right.type(), e.position()));
    }
    if (!left.type().isNumeric() || !right.type().isNumeric()) {
      throw cannot(e.operator(), left.type(), right.type(), e.position());
    }
    return Arithmetics.calculate(e.operator(), left, right, isNeverZero(e.right()));
  }

  private static boolean isNeverZero(Expression expression) {
    return (expression instanceof Expression.Int64Literal whole && whole.value() != 0)
        || (expression instanceof Expression.Float64Literal real && real.value() != 0);
  }

  private static ExpressionInvalid cannot(
      String operator, ColumnType left, ColumnType right, int position) {
    return mismatch(
        position,
        operator + " cannot take " + left.label() + " and " + right.label(),
        left == STRING || right == STRING
            ? "Join text with ||, or cast the column to a number first."
            : "Use it on int64 and float64 values.");
  }

  private RowEvaluator negated(Expression.Negated e) {
    RowEvaluator value = compile(e.operand());
    if (!value.type().isNumeric()) {
      throw mismatch(
          e.position(),
          "- cannot take " + value.type().label(),
          "Use it on int64 and float64 values.");
    }
    return Arithmetics.negate(value);
  }

  private RowEvaluator comparison(Expression.Comparison e) {
    RowEvaluator left = compile(e.left());
    RowEvaluator right = compile(e.right());
    if (left.type() == TIMESTAMP && e.right() instanceof Expression.TextLiteral text) {
      right = instant(text);
    } else if (right.type() == TIMESTAMP && e.left() instanceof Expression.TextLiteral text) {
      left = instant(text);
    }
    boolean numbers = left.type().isNumeric() && right.type().isNumeric();
    if (!numbers && left.type() != right.type()) {
      throw mismatch(
          e.position(),
          left.type().label() + " cannot be compared with " + right.type().label(),
          "Cast one of them first.");
    }
    if (left.type() == BOOL && !e.operator().equals("=") && !e.operator().equals("<>")) {
      throw mismatch(e.position(), "true and false have no order", "Compare them with = or <>.");
    }
    return Comparisons.compare(e.operator(), left, right);
  }

  private static RowEvaluator instant(Expression.TextLiteral text) {
    long millis = instantMillis(text);
    return RowEvaluator.of(
        TIMESTAMP,
        false,
        (self, row) -> {
          self.int64 = millis;
          return true;
        });
  }

  /** The time that a literal beside a timestamp means. */
  static long instantMillis(Expression.TextLiteral text) {
    return TimestampText.parse(text.value())
        .orElseThrow(
            () ->
                mismatch(
                    text.position(),
                    "'" + text.value() + "' is not a time",
                    "Write for example '2012-01-31' or '2012-01-31T08:30:00Z'."));
  }

  static ExpressionInvalid mismatch(int position, String what, String remedy) {
    return new ExpressionInvalid(
        position,
        Character.toUpperCase(what.charAt(0))
            + what.substring(1)
            + ", at character "
            + (position + 1)
            + ".",
        remedy);
  }

  private static RowEvaluator and(RowEvaluator left, RowEvaluator right) {
    return RowEvaluator.of(
        BOOL,
        left.nullable() || right.nullable(),
        (self, row) -> {
          boolean known = left.evaluate(row);
          self.bool = false;
          if (known && !left.bool) {
            return true;
          }
          if (!right.evaluate(row)) {
            return false;
          }
          self.bool = known && right.bool;
          return known || !right.bool;
        });
  }

  private static RowEvaluator or(RowEvaluator left, RowEvaluator right) {
    return RowEvaluator.of(
        BOOL,
        left.nullable() || right.nullable(),
        (self, row) -> {
          boolean known = left.evaluate(row);
          self.bool = true;
          if (known && left.bool) {
            return true;
          }
          if (!right.evaluate(row)) {
            return false;
          }
          self.bool = right.bool;
          return known || right.bool;
        });
  }

  private static RowEvaluator not(RowEvaluator operand) {
    return RowEvaluator.of(
        BOOL,
        operand.nullable(),
        (self, row) -> {
          if (!operand.evaluate(row)) {
            return false;
          }
          self.bool = !operand.bool;
          return true;
        });
  }

  private static RowEvaluator isNull(RowEvaluator operand, boolean negated) {
    return RowEvaluator.of(
        BOOL,
        false,
        (self, row) -> {
          self.bool = operand.evaluate(row) == negated;
          return true;
        });
  }
}
