package dev.alidade.engine.data.expression;

import java.util.List;

/** An expression as it was written, before its columns and types are known. */
public sealed interface Expression {
  /** Character at which it starts, from 0. */
  int position();

  /**
   * Reads an expression. Throws {@code DataException.ExpressionInvalid} at the character that is
   * wrong.
   */
  static Expression parse(String source) {
    return new ExpressionParser(source).parse();
  }

  record Int64Literal(long value, int position) implements Expression {}

  record Float64Literal(double value, int position) implements Expression {}

  record TextLiteral(String value, int position) implements Expression {}

  record BoolLiteral(boolean value, int position) implements Expression {}

  record ColumnName(String name, int position) implements Expression {}

  /** One of {@code + - * / % ||}. */
  record Arithmetic(String operator, Expression left, Expression right, int position)
      implements Expression {}

  record Negated(Expression operand, int position) implements Expression {}

  /** One of {@code = <> < <= > >=}. */
  record Comparison(String operator, Expression left, Expression right, int position)
      implements Expression {}

  record And(Expression left, Expression right, int position) implements Expression {}

  record Or(Expression left, Expression right, int position) implements Expression {}

  record Not(Expression operand, int position) implements Expression {}

  /**
   * @param negated whether it reads {@code is not null}
   */
  record IsNull(Expression operand, boolean negated, int position) implements Expression {}

  /**
   * @param function name in lower case
   */
  record Call(String function, List<Expression> arguments, int position) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
