package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Steps that run on one part of a stream after another and give what they would give of the whole:
 * those that look at one row at a time, and limits, which are counted over the parts.
 */
final class PartSteps implements DatasetStream.PartWork {
  private final DataProcessor processor;
  private final Progress progress;
  private final List<Stage> stages = new ArrayList<>();

  /** Of the enabled steps, by their place in the pipeline. */
  private final SortedMap<Integer, StepTally> tallies = new TreeMap<>();

  private long rowsIn;
  private boolean full;

  private sealed interface Stage {
    /** Steps between two limits: the whole pipeline with all others switched off. */
    record Steps(List<Pipeline.Item> items) implements Stage {
      boolean isEmpty() {
        return items.stream().noneMatch(Pipeline.Item::enabled);
      }
    }

    /** Rows that may still come through. */
    final class Limit implements Stage {
      private final int index;
      private final long rows;
      private long left;

      Limit(int index, long rows) {
        this.index = index;
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
    List<Pipeline.Item> items = pipeline.items();
    int from = 0;
    for (int index = 0; index < items.size(); index++) {
      Pipeline.Item item = items.get(index);
      if (!item.enabled()) {
        continue;
      }
      tallies.put(index, new StepTally(index, item.step()));
      if (item.step() instanceof Step.Limit limit) {
        stages.add(only(items, from, index));
        stages.add(new Stage.Limit(index, limit.rows()));
        from = index + 1;
      } else {
        require(item.step());
      }
    }
    stages.add(only(items, from, items.size()));
  }

  private static Stage.Steps only(List<Pipeline.Item> items, int from, int to) {
    List<Pipeline.Item> some = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      Pipeline.Item item = items.get(index);
      some.add(new Pipeline.Item(item.step(), item.enabled() && index >= from && index < to));
    }
    return new Stage.Steps(List.copyOf(some));
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
    return tallies.values().stream().mapToLong(StepTally::rejected).sum();
  }

  /** How each enabled step went, over all parts. */
  List<StepReport> reports() {
    return tallies.values().stream().map(StepTally::report).toList();
  }

  @Override
  public void begin() {
    rowsIn = 0;
    tallies.values().forEach(StepTally::clear);
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
              case Stage.Steps steps -> steps.isEmpty() ? now : changed(now, steps.items());
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
    if (taken == rows.rowCount()) {
      tally(limit.index).pass(taken);
      return rows;
    }
    List<Pipeline.Item> cut = new ArrayList<>();
    for (int index = 0; index < limit.index; index++) {
      cut.add(new Pipeline.Item(new Step.Limit(0), false));
    }
    cut.add(new Pipeline.Item(new Step.Limit(taken), true));
    return changed(rows, cut);
  }

  private StepTally tally(int index) {
    return Objects.requireNonNull(tallies.get(index));
  }

  private Dataset changed(Dataset rows, List<Pipeline.Item> items) {
    try {
      ProcessingResult result =
          processor.transform(
              rows,
              new TransformOptions(new Pipeline(rows.name(), items), rows.name(), 0),
              progress);
      result.steps().forEach(step -> tally(step.index()).add(step));
      return result.data();
    } catch (DataException.StepFailed e) {
      throw new DataException.StepFailed(
          e.index(),
          e.code(),
          StepTally.placed(tally(e.index()).rowsIn(), e.sentence()),
          e.remedy(),
          e);
    }
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
