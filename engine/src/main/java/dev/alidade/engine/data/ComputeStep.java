package dev.alidade.engine.data;

import dev.alidade.engine.data.expression.CompiledExpression;
import dev.alidade.engine.data.expression.RowEvaluator;
import dev.alidade.engine.data.expression.RowFailure;
import dev.alidade.engine.dataset.BoolColumnBuilder;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import dev.alidade.engine.dataset.VectorColumnBuilder;

/** Columns from expressions. */
final class ComputeStep {
  private ComputeStep() {}

  /** Why no path but Java evaluates expressions. */
  static final String WHY_JAVA = "no kernel for expressions: Java evaluates them row by row";

  static StepResult apply(StepRun run, Step.Compute step) {
    run.requireFree(step.newColumn());
    return new StepResult(
        run.plus(column(run, step.expression(), step.newColumn())), Paths.java(WHY_JAVA));
  }

  /** The value of an expression for each row, held by the run. */
  static Column column(StepRun run, String expression, String name) {
    CompiledExpression compiled = CompiledExpression.compile(expression, run.table().schema());
    RowEvaluator evaluator = compiled.over(run.table().columns());
    ColumnBuilder builder = ColumnBuilder.of(name, compiled.type(), 0);
    Runnable append = appender(evaluator, builder);
    try {
      for (int row = 0; row < run.rows(); row++) {
        run.tick(row);
        if (evaluator.evaluate(row)) {
          append.run();
        } else {
          builder.appendNull();
        }
      }
    } catch (RowFailure failure) {
      throw run.failed(failure);
    }
    return run.owned().own(builder.build(run.shard()));
  }

  private static Runnable appender(RowEvaluator value, ColumnBuilder builder) {
    return switch (builder) {
      case Int64ColumnBuilder b -> () -> b.append(value.int64());
      case TimestampColumnBuilder b -> () -> b.append(value.int64());
      case Float64ColumnBuilder b -> () -> b.append(value.float64());
      case BoolColumnBuilder b -> () -> b.append(value.bool());
      case StringColumnBuilder b -> () -> b.append(value.text());
      case VectorColumnBuilder b -> throw new IllegalStateException("no expression gives vectors");
    };
  }
}
