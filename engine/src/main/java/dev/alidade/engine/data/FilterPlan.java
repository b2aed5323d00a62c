package dev.alidade.engine.data;

import dev.alidade.engine.data.expression.Expression;
import dev.alidade.engine.data.expression.TimestampText;
import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.runtime.kernels.Blocks;
import java.util.List;
import java.util.Optional;

/**
 * A condition that kernels can answer: comparisons of a column with a constant, null tests and bool
 * columns, under and, or and not. {@code not} is moved down to the leaves (Kleene logic allows it),
 * so that only rows where the whole is true have to be known.
 */
sealed interface FilterPlan {
  record Both(FilterPlan left, FilterPlan right) implements FilterPlan {}

  record Either(FilterPlan left, FilterPlan right) implements FilterPlan {}

  /**
   * Rows that have a value and for which the comparison holds, or, negated, does not.
   *
   * @param comparison {@code Blocks.COMPARE_…}
   */
  record CompareFloat64(Float64Column column, int comparison, double constant, boolean negated)
      implements FilterPlan {}

  record CompareInt64(Int64Column column, int comparison, long constant) implements FilterPlan {}

  record CompareInstant(TimestampColumn column, int comparison, long millis)
      implements FilterPlan {}

  /**
   * @param code of the text in the dictionary, −1 where it is not there
   */
  record CompareCode(DictionaryColumn column, int comparison, int code) implements FilterPlan {}

  record IsTrue(BoolColumn column, boolean negated) implements FilterPlan {}

  record HasValue(Column column, boolean negated) implements FilterPlan {}

  /** Integers up to here are exact as float64. */
  long EXACT = 1L << 53;

  /**
   * The plan of a condition over these columns; empty where some part needs Java.
   *
   * @param condition known to be valid
   */
  static Optional<FilterPlan> of(Expression condition, Table table) {
    return plan(condition, table, false);
  }

  private static Optional<FilterPlan> plan(Expression condition, Table table, boolean negated) {
    return switch (condition) {
      case Expression.And e -> pair(e.left(), e.right(), table, negated, !negated);
      case Expression.Or e -> pair(e.left(), e.right(), table, negated, negated);
      case Expression.Not e -> plan(e.operand(), table, !negated);
      case Expression.IsNull e ->
          e.operand() instanceof Expression.ColumnName name
              ? Optional.of(new HasValue(column(name, table), e.negated() == negated))
              : Optional.empty();
      case Expression.ColumnName e ->
          column(e, table) instanceof BoolColumn flags
              ? Optional.of(new IsTrue(flags, negated))
              : Optional.empty();
      case Expression.Comparison e -> comparison(e, table, negated);
      case Expression.Int64Literal e -> Optional.empty();
      case Expression.Float64Literal e -> Optional.empty();
      case Expression.TextLiteral e -> Optional.empty();
      case Expression.BoolLiteral e -> Optional.empty();
      case Expression.Arithmetic e -> Optional.empty();
      case Expression.Negated e -> Optional.empty();
      case Expression.Call e -> Optional.empty();
    };
  }

  private static Optional<FilterPlan> pair(
      Expression left, Expression right, Table table, boolean negated, boolean both) {
    return plan(left, table, negated)
        .flatMap(
            a -> plan(right, table, negated).map(b -> both ? new Both(a, b) : new Either(a, b)));
  }

  private static Column column(Expression.ColumnName name, Table table) {
    return table.columns().get(table.schema().indexOf(name.name()).orElseThrow());
  }

  private static Optional<FilterPlan> comparison(
      Expression.Comparison e, Table table, boolean negated) {
    int code = List.of("<", "<=", "=", "<>", ">=", ">").indexOf(e.operator());
    if (e.left() instanceof Expression.ColumnName name) {
      return leaf(column(name, table), code, e.right(), negated);
    }
    if (e.right() instanceof Expression.ColumnName name) {
      return leaf(column(name, table), mirrored(code), e.left(), negated);
    }
    return Optional.empty();
  }

  /** The comparison with its sides exchanged. */
  private static int mirrored(int comparison) {
    return switch (comparison) {
      case Blocks.COMPARE_LT -> Blocks.COMPARE_GT;
      case Blocks.COMPARE_LE -> Blocks.COMPARE_GE;
      case Blocks.COMPARE_GE -> Blocks.COMPARE_LE;
      case Blocks.COMPARE_GT -> Blocks.COMPARE_LT;
      default -> comparison;
    };
  }

  /** The comparison that holds where this one does not, for values that all have an order. */
  private static int opposite(int comparison) {
    return switch (comparison) {
      case Blocks.COMPARE_LT -> Blocks.COMPARE_GE;
      case Blocks.COMPARE_LE -> Blocks.COMPARE_GT;
      case Blocks.COMPARE_EQ -> Blocks.COMPARE_NE;
      case Blocks.COMPARE_NE -> Blocks.COMPARE_EQ;
      case Blocks.COMPARE_GE -> Blocks.COMPARE_LT;
      case Blocks.COMPARE_GT -> Blocks.COMPARE_LE;
      default -> throw new IllegalStateException("no comparison " + comparison);
    };
  }

  private static Optional<FilterPlan> leaf(
      Column column, int comparison, Expression constant, boolean negated) {
    int ordered = negated ? opposite(comparison) : comparison;
    if (column instanceof Int64Column c && constant instanceof Expression.Int64Literal v) {
      return Optional.of(new CompareInt64(c, ordered, v.value()));
    }
    if (column instanceof Float64Column c) {
      if (constant instanceof Expression.Float64Literal v) {
        return Optional.of(new CompareFloat64(c, comparison, v.value(), negated));
      }
      if (constant instanceof Expression.Int64Literal v
          && v.value() <= EXACT
          && v.value() >= -EXACT) {
        return Optional.of(new CompareFloat64(c, comparison, v.value(), negated));
      }
    }
    if (constant instanceof Expression.TextLiteral v) {
      if (column instanceof TimestampColumn c) {
        return Optional.of(
            new CompareInstant(c, ordered, TimestampText.parse(v.value()).orElseThrow()));
      }
      boolean equality = comparison == Blocks.COMPARE_EQ || comparison == Blocks.COMPARE_NE;
      if (column instanceof DictionaryColumn c && equality) {
        return Optional.of(new CompareCode(c, ordered, codeOf(c, v.value())));
      }
    }
    return Optional.empty();
  }

  private static int codeOf(DictionaryColumn column, String text) {
    for (int code = 0; code < column.dictionarySize(); code++) {
      if (column.entry(code).equals(text)) {
        return code;
      }
    }
    return -1;
  }
}
