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
  private final DatasetLookup datasets;
  private final Progress progress;
  private final List<StepReport> reports = new ArrayList<>();

  StepRunner(Shard shard, Kernels kernels, DatasetLookup datasets, Progress progress) {
    this.shard = shard;
    this.datasets = datasets;
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
          Table next =
              runStep(table, index, items.get(index).step(), items.size(), following(items, index));
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

  private Table runStep(Table table, int index, Step step, int steps, long following) {
    String operation = "step " + (index + 1) + ", " + StepForm.of(step).name();
    progress.report(index / (double) steps, operation);
    progress.check(operation);
    long start = System.nanoTime();
    try (StepRun run = new StepRun(index, operation, table, shard, kernels, progress)) {
      StepResult result = apply(run, step, following);
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

  /** How many rows the next step wants; 0 where it wants all. */
  private static long following(List<Pipeline.Item> items, int index) {
    for (Pipeline.Item item : items.subList(index + 1, items.size())) {
      if (item.enabled()) {
        return item.step() instanceof Step.Limit limit ? limit.rows() : 0;
      }
    }
    return 0;
  }

  private StepResult apply(StepRun run, Step step, long following) {
    return switch (step) {
      case Step.Rename s -> ShapeSteps.rename(run, s);
      case Step.Drop s -> ShapeSteps.drop(run, s);
      case Step.Select s -> ShapeSteps.select(run, s);
      case Step.Cast s -> CastStep.apply(run, s);
      case Step.ParseTimestamp s -> TimestampStep.apply(run, s.column());
      case Step.Uppercase s -> TextSteps.changeCase(run, s.column(), true);
      case Step.Lowercase s -> TextSteps.changeCase(run, s.column(), false);
      case Step.Title s -> TextSteps.title(run, s);
      case Step.Trim s -> TextSteps.trim(run, s);
      case Step.Replace s -> TextSteps.replace(run, s);
      case Step.Split s -> TextPartSteps.split(run, s);
      case Step.Concat s -> TextPartSteps.concat(run, s);
      case Step.Substring s -> TextSteps.substring(run, s);
      case Step.Pad s -> TextSteps.pad(run, s);
      case Step.Hash s -> DerivedSteps.hash(run, s);
      case Step.NormaliseText s -> TextSteps.normalise(run, s);
      case Step.JsonPath s -> DerivedSteps.jsonPath(run, s);
      case Step.NormaliseTimestamp s -> NormaliseTimestampStep.apply(run, s);
      case Step.NormaliseNumber s -> NumberSteps.normalise(run, s);
      case Step.Bin s -> NumberSteps.bin(run, s);
      case Step.Bucket s -> NumberSteps.bucket(run, s);
      case Step.Round s -> DerivedSteps.round(run, s);
      case Step.Abs s -> DerivedSteps.abs(run, s);
      case Step.Scale s -> DerivedSteps.scale(run, s);
      case Step.Log s -> DerivedSteps.log(run, s);
      case Step.FillNulls s -> FillNullsStep.apply(run, s);
      case Step.DatePart s -> DerivedSteps.datePart(run, s);
      case Step.DateTruncate s -> DerivedSteps.dateTruncate(run, s);
      case Step.DateDifference s -> DerivedSteps.dateDifference(run, s);
      case Step.Compute s -> ComputeStep.apply(run, s);
      case Step.Filter s -> FilterStep.apply(run, s);
      case Step.Sort s -> SortStep.apply(run, s, following);
      case Step.Limit s -> ShapeSteps.limit(run, s);
      case Step.Sample s -> ShapeSteps.sample(run, s);
      case Step.Deduplicate s -> ShapeSteps.deduplicate(run, s);
      case Step.Explode s -> TextPartSteps.explode(run, s);
      case Step.Pivot s -> PivotStep.apply(run, s);
      case Step.Unpivot s -> UnpivotStep.apply(run, s);
      case Step.Join s -> JoinStep.apply(run, s, datasets);
      case Step.Window s -> WindowStep.apply(run, s);
      case Step.GroupBy s -> Aggregator.apply(run, new AggregationOptions(s.keys(), s.measures()));
    };
  }
}
