package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps that run on one part of a stream after another and give what they would give of the whole:
 * those that look at one row at a time, and limits, which are counted over the parts.
 */
final class PartSteps implements DatasetStream.PartWork {
  private final DataProcessor processor;
  private final Progress progress;
  private final List<Stage> stages = new ArrayList<>();
  private long rowsIn;
  private long nulled;
  private boolean full;

  private sealed interface Stage {
    /** Steps between two limits. */
    record Steps(List<Pipeline.Item> items) implements Stage {}

    /** Rows that may still come through. */
    final class Limit implements Stage {
      private final long rows;
      private long left;

      Limit(long rows) {
        this.rows = rows;
        this.left = rows;
      }
    }
  }

  /**
   * @throws InvalidRequest for a step that needs all rows at once
   */
  PartSteps(DataProcessor processor, Pipeline pipeline, Progress progress) {
    this.processor = processor;
    this.progress = new QuietProgress(progress);
    List<Pipeline.Item> steps = new ArrayList<>();
    for (Pipeline.Item item : pipeline.items()) {
      if (!item.enabled()) {
        continue;
      }
      if (item.step() instanceof Step.Limit limit) {
        stages.add(new Stage.Steps(List.copyOf(steps)));
        stages.add(new Stage.Limit(limit.rows()));
        steps.clear();
      } else {
        require(item.step());
        steps.add(item);
      }
    }
    stages.add(new Stage.Steps(List.copyOf(steps)));
  }

  private static void require(Step step) {
    if (!looksAtOneRow(step)) {
      throw new InvalidRequest(
          "The step %s needs all rows at once, which a stream does not have."
              .formatted(step.getClass().getSimpleName()),
          "Switch the step off, or load the file as a data set.");
    }
  }

  /** Rows that came in. */
  long rowsIn() {
    return rowsIn;
  }

  /** Values that did not fit a step and became null. */
  long nulled() {
    return nulled;
  }

  @Override
  public void begin() {
    rowsIn = 0;
    nulled = 0;
    full = false;
    for (Stage stage : stages) {
      if (stage instanceof Stage.Limit limit) {
        limit.left = limit.rows;
      }
    }
  }

  @Override
  public boolean wantsMore() {
    return !full;
  }

  @Override
  public Dataset apply(Dataset part) {
    rowsIn += part.rowCount();
    Dataset now = part;
    boolean whole = false;
    try {
      for (Stage stage : stages) {
        Dataset next =
            switch (stage) {
              case Stage.Steps steps -> changed(now, steps.items());
              case Stage.Limit limit -> limited(now, limit);
            };
        if (now != part && now != next) {
          now.close();
        }
        now = next;
      }
      whole = true;
      return now;
    } finally {
      if (!whole && now != part) {
        now.close();
      }
    }
  }

  private Dataset limited(Dataset rows, Stage.Limit limit) {
    long taken = Math.min(rows.rowCount(), limit.left);
    limit.left -= taken;
    full |= limit.left == 0;
    return taken == rows.rowCount()
        ? rows
        : changed(rows, List.of(new Pipeline.Item(new Step.Limit(taken), true)));
  }

  private Dataset changed(Dataset rows, List<Pipeline.Item> items) {
    if (items.isEmpty()) {
      return rows;
    }
    ProcessingResult result =
        processor.transform(
            rows, new TransformOptions(new Pipeline(rows.name(), items), rows.name(), 0), progress);
    nulled += result.steps().stream().mapToLong(StepReport::rejected).sum();
    return result.data();
  }

  /** Whether a step gives the same for a part as for the whole. */
  private static boolean looksAtOneRow(Step step) {
    return switch (step) {
      case Step.Rename s -> true;
      case Step.Drop s -> true;
      case Step.Select s -> true;
      case Step.Cast s -> true;
      case Step.ParseTimestamp s -> true;
      case Step.Uppercase s -> true;
      case Step.Lowercase s -> true;
      case Step.Title s -> true;
      case Step.Trim s -> true;
      case Step.Replace s -> true;
      case Step.Split s -> true;
      case Step.Concat s -> true;
      case Step.Substring s -> true;
      case Step.Pad s -> true;
      case Step.Hash s -> true;
      case Step.NormaliseText s -> true;
      case Step.JsonPath s -> true;
      case Step.NormaliseTimestamp s -> true;
      case Step.Bucket s -> true;
      case Step.Round s -> true;
      case Step.Abs s -> true;
      case Step.Scale s -> true;
      case Step.Log s -> true;
      case Step.FillNulls s -> true;
      case Step.DatePart s -> true;
      case Step.DateTruncate s -> true;
      case Step.DateDifference s -> true;
      case Step.Compute s -> true;
      case Step.Filter s -> true;
      case Step.Explode s -> true;
      case Step.Unpivot s -> true;
      case Step.NormaliseNumber s -> false;
      case Step.Bin s -> false;
      case Step.Sort s -> false;
      case Step.Limit s -> false;
      case Step.Sample s -> false;
      case Step.Deduplicate s -> false;
      case Step.Pivot s -> false;
      case Step.Join s -> false;
      case Step.Window s -> false;
      case Step.GroupBy s -> false;
    };
  }
}
