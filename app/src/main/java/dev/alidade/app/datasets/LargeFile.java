package dev.alidade.app.datasets;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.TaskState;
import dev.alidade.app.fx.Work;
import dev.alidade.app.table.AggregationChoice;
import dev.alidade.app.table.ClosingTask;
import dev.alidade.app.table.Releasable;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StreamResult;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetProfile;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.LoadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * A file that is read part after part, and what was last read of it. Every reading can be
 * cancelled. JavaFX thread.
 */
final class LargeFile implements Releasable {
  /** Rows that show; the file has more. */
  static final int HEAD = 1_000;

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final DatasetStream stream;
  private final LoadOptions options;
  private final AggregationChoice choice;
  private final ReadOnlyObjectWrapper<Optional<String>> filter =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<EngineException>> filterProblem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Reading<Head>> head =
      new ReadOnlyObjectWrapper<>(new Reading.None<>());
  private final ReadOnlyObjectWrapper<Reading<DatasetProfile>> profile =
      new ReadOnlyObjectWrapper<>(new Reading.None<>());
  private final ReadOnlyObjectWrapper<Reading<StreamResult>> groups =
      new ReadOnlyObjectWrapper<>(new Reading.None<>());

  /** The first rows that the filter keeps; held by this view model. */
  record Head(Dataset data) implements Releasable {
    @Override
    public void close() {
      data.close();
    }
  }

  LargeFile(WasmServices engine, BackgroundTasks tasks, DatasetStream stream, LoadOptions options) {
    this.engine = engine;
    this.tasks = tasks;
    this.stream = stream;
    this.options = options;
    this.choice =
        new AggregationChoice(
            () -> stream.schema().fields(),
            Arrays.stream(AggregateFunction.values()).filter(AggregateFunction::streams).toList());
  }

  DatasetStream stream() {
    return stream;
  }

  /** How it is read. */
  LoadOptions options() {
    return options;
  }

  AggregationChoice choice() {
    return choice;
  }

  /** The condition in force. */
  ReadOnlyObjectProperty<Optional<String>> filterProperty() {
    return filter.getReadOnlyProperty();
  }

  /** What is wrong with the last condition that was written. */
  ReadOnlyObjectProperty<Optional<EngineException>> filterProblemProperty() {
    return filterProblem.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Reading<Head>> headProperty() {
    return head.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Reading<DatasetProfile>> profileProperty() {
    return profile.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Reading<StreamResult>> groupsProperty() {
    return groups.getReadOnlyProperty();
  }

  /** Takes a condition, blank for none, and reads the first rows that it keeps. */
  void filter(String expression) {
    Optional<String> next = Optional.of(expression.strip()).filter(text -> !text.isEmpty());
    Optional<EngineException> problem =
        next.flatMap(text -> engine.dataProcessor().checkExpression(text, stream.schema()));
    filterProblem.set(problem);
    if (problem.isEmpty()) {
      filter.set(next);
      readHead();
    }
  }

  void readHead() {
    List<Pipeline.Item> items = new ArrayList<>(steps());
    items.add(new Pipeline.Item(new Step.Limit(HEAD), true));
    Pipeline pipeline = new Pipeline("first rows", items);
    release();
    BackgroundTask task =
        ClosingTask.<Head>of(
                tasks,
                "First rows of " + stream.name(),
                progress ->
                    new Head(
                        engine.dataProcessor().collect(stream, pipeline, stream.name(), progress)),
                made -> head.set(new Reading.Done<>(made)),
                () -> cancelled(head))
            .replacing(head)
            .onFailed(cause -> head.set(new Reading.Failed<>(cause)))
            .start();
    running(head, task);
  }

  void readProfile() {
    read(profile, "Profile " + stream.name(), stream::profile);
  }

  void aggregate() {
    var asked = choice.optionsProperty().get();
    read(
        groups,
        "Aggregate " + stream.name(),
        progress -> engine.dataProcessor().aggregate(stream, asked, progress));
  }

  private <T> void read(ReadOnlyObjectWrapper<Reading<T>> into, String title, Work<T> work) {
    BackgroundTask task =
        tasks
            .task(title, work)
            .replacing(into)
            .onDone(result -> into.set(new Reading.Done<>(result)))
            .onFailed(cause -> into.set(new Reading.Failed<>(cause)))
            .onCancelled(() -> cancelled(into))
            .start();
    running(into, task);
  }

  /** Unless it has ended by now. */
  private static <T> void running(ReadOnlyObjectWrapper<Reading<T>> of, BackgroundTask task) {
    if (task.stateProperty().get() == TaskState.RUNNING) {
      of.set(new Reading.Running<>(task));
    }
  }

  /** A newer reading that took its place goes on. */
  private static <T> void cancelled(ReadOnlyObjectWrapper<Reading<T>> of) {
    if (of.get() instanceof Reading.Running<T> running && running.task().isCancelled()) {
      of.set(new Reading.None<>());
    }
  }

  /** Loads the rows that the filter keeps as a data set; {@code then} takes its name. */
  void load(Consumer<String> then) {
    Pipeline pipeline = new Pipeline("filter", steps());
    tasks
        .task(
            "Load rows of " + stream.name(),
            progress ->
                engine
                    .datasets()
                    .add(engine.dataProcessor().collect(stream, pipeline, stream.name(), progress))
                    .name())
        .onDone(then)
        .start();
  }

  /** Adds the groups to the data sets; {@code then} takes the name they got. */
  void saveGroups(StreamResult result, Consumer<String> then) {
    tasks
        .task(
            "Save groups of " + stream.name(),
            progress ->
                engine.datasets().fromRows(stream.name() + " grouped", result.rows()).name())
        .onDone(then)
        .start();
  }

  /**
   * Writes the rows that the filter keeps to another file; {@code then} takes what became of it.
   */
  void convert(Path target, ExportOptions options, Consumer<StreamResult> then) {
    Pipeline pipeline = new Pipeline("filter", steps());
    tasks
        .task(
            "Write " + target.getFileName(),
            progress ->
                engine.dataProcessor().transform(stream, pipeline, target, options, progress))
        .onDone(then)
        .start();
  }

  /** What was written, and what was not. */
  static String written(StreamResult done, String file) {
    return "Wrote %,d of %,d rows to %s.%s%s"
        .formatted(
            done.rowsOut(),
            done.rowsIn(),
            file,
            done.rejected().count() == 0
                ? ""
                : " %s left out, the first in line %d: %s"
                    .formatted(
                        Figures.counted(done.rejected().count(), "record"),
                        done.rejected().first().getFirst().line(),
                        done.rejected().first().getFirst().reason()),
            done.nulled() == 0
                ? ""
                : " %s did not fit and became null."
                    .formatted(Figures.counted(done.nulled(), "value")));
  }

  private List<Pipeline.Item> steps() {
    return filter
        .get()
        .map(expression -> List.of(new Pipeline.Item(new Step.Filter(expression), true)))
        .orElse(List.of());
  }

  private void release() {
    if (head.get() instanceof Reading.Done<Head> done) {
      head.set(new Reading.None<>());
      done.result().close();
    }
  }

  /** Cancels what runs and lets the rows go. */
  @Override
  public void close() {
    for (Reading<?> reading : List.of(head.get(), profile.get(), groups.get())) {
      if (reading instanceof Reading.Running<?> running) {
        running.task().cancel();
      }
    }
    release();
  }
}
