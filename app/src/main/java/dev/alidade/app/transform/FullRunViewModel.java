package dev.alidade.app.transform;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.TaskState;
import dev.alidade.app.shell.Notices;
import dev.alidade.app.table.ClosingTask;
import dev.alidade.app.table.Releasable;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.DataException.StepFailed;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.data.StepReport;
import dev.alidade.engine.data.TransformOptions;
import dev.alidade.engine.dataset.Dataset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Runs of all steps on all rows: the last result, and saving it as a data set. JavaFX thread. */
final class FullRunViewModel {
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final ReadOnlyObjectWrapper<Optional<BackgroundTask>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Finished>> finished =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Failed>> failed =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private int runs;

  /** A run that ended: the steps it ran and what came of them. Held by this view model. */
  record Finished(List<Pipeline.Item> items, ProcessingResult result) implements Releasable {
    boolean isOf(Draft draft) {
      return items.equals(draft.items());
    }

    @Override
    public void close() {
      result.data().close();
    }
  }

  /** A run that a step stopped. */
  record Failed(List<Pipeline.Item> items, StepProblem problem) {}

  FullRunViewModel(WasmServices engine, BackgroundTasks tasks, Notices notices) {
    this.engine = engine;
    this.tasks = tasks;
    this.notices = notices;
  }

  /** The run that goes on; the status bar shows its progress. */
  ReadOnlyObjectProperty<Optional<BackgroundTask>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Finished>> finishedProperty() {
    return finished.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Failed>> failedProperty() {
    return failed.getReadOnlyProperty();
  }

  /** Runs the steps; a failure that no step explains becomes a notice. */
  void run(Dataset source, Draft draft, Consumer<Finished> then) {
    run(source, draft, then, why -> tell(source, why));
  }

  private void tell(Dataset source, Throwable why) {
    if (!(why instanceof StepFailed)) {
      notices.error("Transform " + source.name(), why);
    }
  }

  /**
   * Runs the steps; a run that still goes on is cancelled.
   *
   * @param then takes the result, which stays this view model's
   * @param otherwise takes what went wrong; a step's failure also stands at the step
   */
  void run(Dataset source, Draft draft, Consumer<Finished> then, Consumer<Throwable> otherwise) {
    int run = ++runs;
    List<Pipeline.Item> items = draft.items();
    running.get().ifPresent(BackgroundTask::cancel);
    failed.set(Optional.empty());
    BackgroundTask task =
        ClosingTask.<Finished>of(
                tasks,
                "Transform " + source.name(),
                progress -> {
                  try (HeldDataset own = HeldDataset.of(source)) {
                    return new Finished(
                        items,
                        engine
                            .dataProcessor()
                            .transform(
                                own.data(),
                                new TransformOptions(
                                    draft.pipeline(source.name()), source.name(), 0),
                                progress));
                  }
                },
                made -> end(run, made, then),
                () -> ended(run))
            .onFailed(problem -> fail(run, items, problem, otherwise))
            .start();
    if (run == runs && !isOver(task)) {
      running.set(Optional.of(task));
    }
  }

  private static boolean isOver(BackgroundTask task) {
    return task.stateProperty().get() != TaskState.RUNNING;
  }

  /** Forgets the result. */
  void clear() {
    runs++;
    running.get().ifPresent(BackgroundTask::cancel);
    running.set(Optional.empty());
    failed.set(Optional.empty());
    Optional<Finished> before = finished.get();
    finished.set(Optional.empty());
    before.ifPresent(Finished::close);
  }

  /** Stops the run that goes on; returns whether there was one. */
  boolean cancel() {
    Optional<BackgroundTask> task = running.get();
    task.ifPresent(BackgroundTask::cancel);
    return task.isPresent();
  }

  /** The result where the steps are still the ones that ran. */
  Optional<Finished> current(Draft draft) {
    return finished.get().filter(run -> run.isOf(draft));
  }

  /** How a step went on all rows, where it and those before it are still the ones that ran. */
  Optional<StepReport> report(Draft draft, int index) {
    return finished
        .get()
        .filter(
            run ->
                index < run.items().size()
                    && run.items()
                        .subList(0, index + 1)
                        .equals(draft.items().subList(0, index + 1)))
        .flatMap(
            run ->
                run.result().steps().stream()
                    .filter(report -> report.index() == index)
                    .findFirst());
  }

  /** Why the last run of these steps stopped. */
  Optional<StepProblem> problem(Draft draft) {
    return failed.get().filter(run -> run.items().equals(draft.items())).map(Failed::problem);
  }

  /** Adds a result to the data sets under a name; {@code then} takes the name it got. */
  void save(Finished result, String name, Consumer<String> then) {
    Dataset named = result.result().data().named(name);
    tasks
        .task("Save " + name, progress -> engine.datasets().add(named, progress).name())
        .onDone(then)
        .start();
  }

  private void end(int run, Finished made, Consumer<Finished> then) {
    if (run != runs) {
      made.close();
      return;
    }
    running.set(Optional.empty());
    Optional<Finished> before = finished.get();
    finished.set(Optional.of(made));
    before.ifPresent(Finished::close);
    then.accept(made);
  }

  private void ended(int run) {
    if (run == runs) {
      running.set(Optional.empty());
    }
  }

  private void fail(
      int run, List<Pipeline.Item> items, Throwable why, Consumer<Throwable> otherwise) {
    if (run != runs) {
      return;
    }
    running.set(Optional.empty());
    if (why instanceof StepFailed step) {
      failed.set(Optional.of(new Failed(items, StepProblem.of(step))));
    }
    otherwise.accept(why);
  }
}
