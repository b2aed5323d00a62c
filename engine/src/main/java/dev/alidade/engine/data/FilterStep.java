package dev.alidade.engine.data;

import dev.alidade.engine.data.expression.CompiledExpression;
import dev.alidade.engine.data.expression.RowEvaluator;
import dev.alidade.engine.data.expression.RowFailure;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.kernels.Blocks;
import java.util.Arrays;
import java.util.Optional;

/** Keeps the rows where a condition is true; false and null rows go. */
final class FilterStep {
  private final StepRun run;
  private final int rows;

  private FilterStep(StepRun run) {
    this.run = run;
    this.rows = run.rows();
  }

  static StepResult apply(StepRun run, Step.Filter step) {
    CompiledExpression condition =
        CompiledExpression.condition(step.expression(), run.table().schema());
    Optional<FilterPlan> plan = FilterPlan.of(condition.expression(), run.table());
    if (plan.isPresent()) {
      return new FilterStep(run).byKernels(plan.get());
    }
    return new FilterStep(run).byRow(condition);
  }

  private StepResult byKernels(FilterPlan plan) {
    Region selection = selection(plan);
    int count = Bitmaps.count(selection, rows);
    if (count == rows) {
      return new StepResult(run.unchanged(), run.path("every row has a value: nothing to compare"));
    }
    Region numbers = run.owned().scratch(count * 4L);
    run.kernels().selectionRows(selection, rows, numbers);
    return new StepResult(
        RowGather.table(run, numbers, count), run.path("nothing to compare and no row to copy"));
  }

  private StepResult byRow(CompiledExpression condition) {
    RowEvaluator evaluator = condition.over(run.table().columns());
    int[] kept = new int[Math.min(rows, 1_024)];
    int count = 0;
    try {
      for (int row = 0; row < rows; row++) {
        run.tick(row);
        if (evaluator.evaluate(row) && evaluator.bool()) {
          if (count == kept.length) {
            kept = Arrays.copyOf(kept, (int) Math.min(rows, count * 2L));
          }
          kept[count++] = row;
        }
      }
    } catch (RowFailure failure) {
      throw run.failed(failure);
    }
    Table table =
        count == rows
            ? run.unchanged()
            : RowGather.table(run, run.owned().scratch(kept, count), count);
    return new StepResult(
        table, Paths.java("no kernel for this condition: Java evaluates it row by row"));
  }

  /** A bitmap of the rows where the plan is true. */
  private Region selection(FilterPlan plan) {
    run.progress().check(run.operation());
    return switch (plan) {
      case FilterPlan.Both p ->
          combined(Blocks.BITMAP_AND, selection(p.left()), selection(p.right()));
      case FilterPlan.Either p ->
          combined(Blocks.BITMAP_OR, selection(p.left()), selection(p.right()));
      case FilterPlan.CompareFloat64 p -> {
        Region out = run.owned().scratchBitmap(rows);
        run.kernels()
            .filterFloat64(
                p.column().values(),
                ColumnKernels.validity(p.column()),
                rows,
                p.comparison(),
                p.constant(),
                out);
        yield p.negated() ? presentBut(p.column(), out) : out;
      }
      case FilterPlan.CompareInt64 p -> {
        Region out = run.owned().scratchBitmap(rows);
        run.kernels()
            .filterInt64(
                p.column().values(),
                ColumnKernels.validity(p.column()),
                rows,
                p.comparison(),
                p.constant(),
                out);
        yield out;
      }
      case FilterPlan.CompareInstant p -> {
        Region out = run.owned().scratchBitmap(rows);
        run.kernels()
            .filterInt64(
                p.column().values(),
                ColumnKernels.validity(p.column()),
                rows,
                p.comparison(),
                p.millis(),
                out);
        yield out;
      }
      case FilterPlan.CompareCode p -> {
        Region out = run.owned().scratchBitmap(rows);
        run.kernels()
            .filterInt32(
                p.column().codes(),
                ColumnKernels.validity(p.column()),
                rows,
                p.comparison(),
                p.code(),
                out);
        yield out;
      }
      case FilterPlan.IsTrue p ->
          p.negated()
              ? presentBut(p.column(), p.column().values())
              : combined(Blocks.BITMAP_AND, p.column().values(), present(p.column()));
      case FilterPlan.HasValue p ->
          p.negated()
              ? combined(Blocks.BITMAP_NOT, present(p.column()), present(p.column()))
              : present(p.column());
    };
  }

  /** Rows that have a value and are not in the bitmap. */
  private Region presentBut(Column column, Region bitmap) {
    return combined(Blocks.BITMAP_AND_NOT, present(column), bitmap);
  }

  private Region combined(int operation, Region left, Region right) {
    Region out = run.owned().scratchBitmap(rows);
    run.kernels().combine(operation, left, right, rows, out);
    return out;
  }

  private Region present(Column column) {
    return ColumnKernels.validity(column)
        .orElseGet(
            () -> {
              Region all = run.owned().scratchBitmap(rows);
              Bitmaps.fill(all, rows);
              return all;
            });
  }
}
