package dev.alidade.app.transform;

import dev.alidade.app.table.RowNumbers;
import dev.alidade.engine.Progress;
import dev.alidade.engine.data.DataException.StepFailed;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.data.StepReport;
import dev.alidade.engine.data.TransformOptions;
import dev.alidade.engine.dataset.ColumnProfile;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one preview: the steps before the one in the editor, that step, and the rest, so that what
 * it changed and what the later steps say of it are known. One thread.
 */
final class PreviewRun {
  private final Dataset sample;
  private final Draft draft;
  private final DataProcessor processor;
  private final Progress progress;
  private final Map<Integer, StepReport> reports = new HashMap<>();
  private final List<HeldDataset> held = new ArrayList<>();
  private final List<Pipeline.Item> tracked;
  private Optional<StepProblem> problem = Optional.empty();

  private PreviewRun(Dataset sample, Draft draft, DataProcessor processor, Progress progress) {
    this.sample = sample;
    this.draft = draft;
    this.processor = processor;
    this.progress = progress;
    this.tracked = tracked(HeldDataset.names(sample), draft.items());
  }

  /**
   * Runs a draft on a sample with row numbers.
   *
   * @param sinceSource whether changes are those since the source, or since the step before
   */
  static Preview of(
      Dataset sample,
      Draft draft,
      boolean sinceSource,
      DataProcessor processor,
      Progress progress) {
    PreviewRun run = new PreviewRun(sample, draft, processor, progress);
    boolean whole = false;
    try {
      Preview made = run.make(sinceSource);
      whole = true;
      return made;
    } finally {
      if (!whole) {
        run.held.forEach(HeldDataset::close);
      }
    }
  }

  private Preview make(boolean sinceSource) {
    long start = System.nanoTime();
    int steps = draft.items().size();
    int at = draft.selected() < 0 ? steps : draft.selected();
    int after = Math.min(steps, at + 1);
    Dataset base = keep(HeldDataset.of(sample));
    Dataset before = run(base, 0, at);
    Dataset shown = run(before, at, after);
    int shownSteps = problem.map(StepProblem::index).orElse(after);
    Dataset end = run(shown, after, steps);
    List<Field> endFields = HeldDataset.fields(end);
    boolean wholeDraft = draft.selected() < 0;
    Dataset since = sinceSource || wholeDraft ? base : before;
    int sinceStep = sinceSource || wholeDraft ? 0 : Math.min(at, shownSteps);
    Changes changes = new Changes(since, shown, lineage(since, sinceStep, shownSteps));
    Changes own = new Changes(before, shown, lineage(before, Math.min(at, shownSteps), shownSteps));
    List<ColumnProfile> profile =
        shown.profile().columns().stream()
            .filter(column -> !column.field().name().equals(RowNumbers.COLUMN))
            .toList();
    return new Preview(
        draft,
        shown,
        before,
        shownSteps,
        changes,
        own,
        reports,
        problem,
        profile,
        endFields,
        held,
        System.nanoTime() - start);
  }

  /** Runs the steps from one index up to another; after a failure what came before it. */
  private Dataset run(Dataset from, int first, int end) {
    if (problem.isPresent() || first >= end) {
      return from;
    }
    try {
      return transform(from, first, end);
    } catch (StepFailed failed) {
      problem = Optional.of(StepProblem.of(failed));
      return failed.index() > first ? transform(from, first, failed.index()) : from;
    }
  }

  private Dataset transform(Dataset from, int first, int end) {
    List<Pipeline.Item> items = new ArrayList<>();
    for (int i = 0; i < tracked.size(); i++) {
      Pipeline.Item item = tracked.get(i);
      items.add(new Pipeline.Item(item.step(), item.enabled() && i >= first && i < end));
    }
    ProcessingResult result =
        processor.transform(
            from,
            new TransformOptions(
                new Pipeline("preview", items), sample.name(), Math.max(1, sample.rowCount())),
            progress);
    result.steps().forEach(report -> reports.put(report.index(), report));
    return keep(new HeldDataset(result.data()));
  }

  private Dataset keep(HeldDataset made) {
    held.add(made);
    return made.data();
  }

  private Lineage lineage(Dataset base, int first, int end) {
    Lineage lineage = Lineage.of(HeldDataset.names(base));
    for (int i = first; i < end; i++) {
      if (draft.items().get(i).enabled()) {
        lineage = lineage.after(draft.items().get(i).step());
      }
    }
    return lineage;
  }

  private static List<Pipeline.Item> tracked(List<String> names, List<Pipeline.Item> items) {
    Lineage lineage = Lineage.of(names);
    List<Pipeline.Item> tracked = new ArrayList<>();
    for (Pipeline.Item item : items) {
      tracked.add(new Pipeline.Item(lineage.tracked(item.step()), item.enabled()));
      if (item.enabled()) {
        lineage = lineage.after(item.step());
      }
    }
    return tracked;
  }
}
