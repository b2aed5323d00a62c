package dev.alidade.engine.data.expression;

import dev.alidade.engine.data.DataException.ExpressionInvalid;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Schema;
import java.util.List;

/**
 * An expression whose names and types fit a schema. It keeps state while it runs: compile one for
 * each thread.
 */
public final class CompiledExpression {
  private final Expression expression;
  private final RowEvaluator root;
  private final List<ColumnEvaluator> columns;

  private CompiledExpression(
      Expression expression, RowEvaluator root, List<ColumnEvaluator> columns) {
    this.expression = expression;
    this.root = root;
    this.columns = List.copyOf(columns);
  }

  /**
   * Reads an expression and finds its type.
   *
   * @throws ExpressionInvalid at the character that is wrong
   */
  public static CompiledExpression compile(String source, Schema schema) {
    Expression expression = Expression.parse(source);
    var compiler = new ExpressionCompiler(schema);
    RowEvaluator root = compiler.compile(expression);
    return new CompiledExpression(expression, root, compiler.columns());
  }

  /**
   * Reads a condition.
   *
   * @throws ExpressionInvalid at the character that is wrong, or when it is not true or false
   */
  public static CompiledExpression condition(String source, Schema schema) {
    CompiledExpression compiled = compile(source, schema);
    if (compiled.type() != ColumnType.BOOL) {
      throw new ExpressionInvalid(
          compiled.expression.position(),
          "The condition gives " + compiled.type().label() + ", not true or false.",
          "Compare it with something, for example temp_max > 20.");
    }
    return compiled;
  }

  public Expression expression() {
    return expression;
  }

  public ColumnType type() {
    return root.type();
  }

  /** Whether a row of the schema's data can give null. */
  public boolean nullable() {
    return root.nullable();
  }

  /** The evaluator over these columns, in the order of the schema. */
  public RowEvaluator over(List<Column> data) {
    columns.forEach(column -> column.bind(data));
    return root;
  }
}
