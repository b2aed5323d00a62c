package dev.alidade.engine.data;

import dev.alidade.engine.Progress;
import dev.alidade.engine.data.DataException.ExpressionInvalid;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.Shard;
import java.util.ArrayList;
import java.util.List;

/** Runs the steps of one pipeline one after the other. One thread. */
final class StepRunner {
  private final Shard shard;
  private final Kernels kernels;
  private final Progress progress;
  private final List<StepReport> reports = new ArrayList<>();

  StepRunner(Shard shard, Kernels kernels, Progress progress) {
    this.shard = shard;
    this.kernels = kernels;
    this.progress = progress;
  }

  /**
   * Runs the enabled steps.
   *
   * @param source closed by this call in any case
   * @return owned by the caller
   */
  Table run(Table source, Pipeline pipeline) {
    Table table = source;
    try {
      List<Pipeline.Item> items = pipeline.items();
      for (int index = 0; index < items.size(); index++) {
        if (items.get(index).enabled()) {
          Table next = runStep(table, index, items.get(index).step(), items.size());
          table.close();
          table = next;
        }
      }
      Table result = table;
      table = new Table(0, List.of());
      return result;
    } finally {
      table.close();
    }
  }

  List<StepReport> reports() {
    return reports;
  }

  /** The first rows, for a preview. */
  Table firstRows(Table source, long rows) {
    try (source;
        StepRun run = new StepRun(0, "taking the first rows", source, shard, kernels, progress)) {
      Table prefix = RowPrefix.table(run, rows);
      run.owned().commit();
      return prefix;
    }
  }

  private Table runStep(Table table, int index, Step step, int steps) {
    String operation = "step " + (index + 1) + ", " + StepNames.of(step);
    progress.report(index / (double) steps, operation);
    progress.check(operation);
    long start = System.nanoTime();
    try (StepRun run = new StepRun(index, operation, table, shard, kernels, progress)) {
      StepResult result = apply(run, step);
      run.owned().commit();
      reports.add(
          new StepReport(
              index,
              step,
              table.rows(),
              result.table().rows(),
              run.rejected(),
              System.nanoTime() - start,
              result.path(),
              run.problems()));
      return result.table();
    } catch (ExpressionInvalid e) {
      throw new DataException.StepFailed(index, e.code(), e.sentence(), e.remedy(), e);
    }
  }

  private static StepResult apply(StepRun run, Step step) {
    return switch (step) {
      case Step.Rename s -> ShapeSteps.rename(run, s);
      case Step.Drop s -> ShapeSteps.drop(run, s);
      case Step.Select s -> ShapeSteps.select(run, s);
      case Step.Cast s -> CastStep.apply(run, s);
      case Step.ParseTimestamp s -> TimestampStep.apply(run, s.column());
      case Step.Uppercase s -> TextSteps.changeCase(run, s.column(), true);
      case Step.Lowercase s -> TextSteps.changeCase(run, s.column(), false);
      case Step.Trim s -> TextSteps.trim(run, s);
      case Step.Replace s -> TextSteps.replace(run, s);
      case Step.FillNulls s -> FillNullsStep.apply(run, s);
      case Step.Compute s -> ComputeStep.apply(run, s);
      case Step.Filter s -> FilterStep.apply(run, s);
      case Step.Sort s -> SortStep.apply(run, s);
      case Step.Limit s -> ShapeSteps.limit(run, s);
      case Step.Deduplicate s -> ShapeSteps.deduplicate(run, s);
    };
  }
}
