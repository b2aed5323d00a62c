package dev.alidade.app.transform;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Notices;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.DataException;
import dev.alidade.engine.data.ExpressionType;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepReport;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The data set that is transformed, its steps, and what they make of its first rows. Each data set
 * keeps its own steps while the window is open. JavaFX thread.
 */
final class TransformViewModel {
  /** Enough rows to judge a step by, and few enough for any pipeline within 100 ms. */
  static final long SAMPLE_ROWS = 1_000;

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final FullRunViewModel fullRun;
  private final ObservableList<String> names = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Dataset>> source =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Draft> draft = new ReadOnlyObjectWrapper<>(Draft.EMPTY);
  private final LivePreview live;
  private final ReadOnlyIntegerWrapper pointedRow = new ReadOnlyIntegerWrapper(-1);
  private final Map<String, List<Field>> schemas = new HashMap<>();
  private final Map<String, DraftHistory> histories = new HashMap<>();
  private Optional<String> wanted = Optional.empty();
  private DraftHistory history = new DraftHistory();

  TransformViewModel(
      WasmServices engine,
      BackgroundTasks tasks,
      FxPublisher fx,
      Notices notices,
      Debounce debounce) {
    this.engine = engine;
    this.tasks = tasks;
    this.fullRun = new FullRunViewModel(engine, tasks, notices);
    this.live = new LivePreview(engine.dataProcessor(), tasks, debounce, draft::get);
    Consumer<Boolean> changed = fx.publish(change -> refresh());
    engine.datasets().onChange(() -> changed.accept(true));
    refresh();
  }

  /** Data sets in memory, in the order of loading. */
  ObservableList<String> names() {
    return names;
  }

  /** The data set that is transformed, held by this view model. */
  ReadOnlyObjectProperty<Optional<Dataset>> sourceProperty() {
    return source.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Draft> draftProperty() {
    return draft.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Preview>> previewProperty() {
    return live.previewProperty();
  }

  /** Why there is no preview at all, where that is no step's fault. */
  ReadOnlyObjectProperty<Optional<Throwable>> previewProblemProperty() {
    return live.problemProperty();
  }

  /** Whether changes are marked since the source, or since the step before. */
  BooleanProperty sinceSourceProperty() {
    return live.sinceSourceProperty();
  }

  /** Which rows the preview is of. */
  ObjectProperty<SampleRows> sampleRowsProperty() {
    return live.rowsProperty();
  }

  /** What a preview of so many rows shows, in words. */
  String sampleWords(long rows) {
    return live.rowsProperty().get().words(rows, source.get().map(Dataset::rowCount).orElse(0L));
  }

  /** A row of the preview, from 0, that something points to; −1 for none. */
  ReadOnlyIntegerProperty pointedRowProperty() {
    return pointedRow.getReadOnlyProperty();
  }

  /** Points to a row of the preview, from 0. */
  void pointTo(int row) {
    pointedRow.set(-1);
    pointedRow.set(row);
  }

  FullRunViewModel fullRun() {
    return fullRun;
  }

  /** Transforms a data set, as soon as there is one of this name. */
  void choose(String name) {
    wanted = Optional.of(name);
    refresh();
  }

  /** Takes the list of data sets anew. */
  void refresh() {
    tasks
        .task("List data sets", progress -> engine.datasets().list())
        .quietly()
        .replacing(names)
        .onDone(this::listed)
        .start();
  }

  /** Columns of a data set in memory; none where there is none of this name. */
  List<Field> columnsOf(String name) {
    return schemas.getOrDefault(name, List.of());
  }

  private void listed(List<Dataset> all) {
    schemas.clear();
    all.forEach(data -> schemas.put(data.name(), data.schema().fields()));
    List<String> found = all.stream().map(Dataset::name).toList();
    if (!names.equals(found)) {
      names.setAll(found);
    }
    Optional<Dataset> chosen = wanted.flatMap(name -> named(all, name));
    Optional<String> now = source.get().map(Dataset::name);
    if (chosen.isPresent()) {
      wanted = Optional.empty();
      if (!chosen.map(Dataset::name).equals(now)) {
        show(chosen.get());
      }
    } else if (now.isEmpty() && !all.isEmpty()) {
      show(all.getFirst());
    } else if (now.isPresent() && !found.contains(now.get())) {
      all.stream().findFirst().ifPresentOrElse(this::show, this::clear);
    }
  }

  private static Optional<Dataset> named(List<Dataset> all, String name) {
    return all.stream().filter(data -> data.name().equals(name)).findFirst();
  }

  private void show(Dataset data) {
    clear();
    history = histories.computeIfAbsent(data.name(), name -> new DraftHistory());
    Dataset held = data.named(data.name());
    source.set(Optional.of(held));
    draft.set(history.current());
    live.open(held);
  }

  /** Lets the data set go. */
  private void clear() {
    Optional<Dataset> before = source.get();
    fullRun.clear();
    live.close();
    draft.set(Draft.EMPTY);
    source.set(Optional.empty());
    before.ifPresent(Dataset::close);
  }

  /** Adds a step of a kind at the end and selects it. */
  void add(StepKind kind) {
    List<Field> columns =
        previewProperty()
            .get()
            .map(Preview::endFields)
            .or(() -> source.get().map(HeldDataset::fields))
            .orElse(List.of());
    edit(draft.get().plus(FreshStep.of(kind, columns)), null);
  }

  /**
   * Puts another step in the place of one.
   *
   * @param field which part of it changed; edits of one part in a row are taken back together
   */
  void replace(int index, Step step, String field) {
    edit(draft.get().replacing(index, step), index + " " + field);
  }

  void toggle(int index, boolean enabled) {
    if (draft.get().items().get(index).enabled() != enabled) {
      edit(draft.get().switching(index, enabled), null);
    }
  }

  void move(int from, int to) {
    if (from != to) {
      edit(draft.get().moving(from, to), null);
    }
  }

  void remove(int index) {
    edit(draft.get().without(index), null);
  }

  /** Puts a whole recipe in the place of the steps; undo brings them back. */
  void apply(List<Pipeline.Item> items) {
    edit(new Draft(items, -1), null);
  }

  /** Opens a step in the editor; −1 closes it. */
  void select(int index) {
    if (draft.get().selected() != index) {
      history.select(index);
      draft.set(history.current());
      live.ask();
    }
  }

  void undo() {
    history.undo();
    take();
  }

  void redo() {
    history.redo();
    take();
  }

  boolean canUndo() {
    return history.canUndo();
  }

  boolean canRedo() {
    return history.canRedo();
  }

  private void edit(Draft next, @Nullable Object mergeKey) {
    history.edit(next, mergeKey);
    take();
  }

  private void take() {
    draft.set(history.current());
    live.ask();
  }

  /** Runs every step on all rows. */
  void run() {
    source.get().ifPresent(data -> fullRun.run(data, draft.get(), result -> {}));
  }

  /** Adds the result of all rows to the data sets; runs the steps first where they changed. */
  void saveResult(String name, Consumer<String> then) {
    Optional<FullRunViewModel.Finished> ready = fullRun.current(draft.get());
    if (ready.isPresent()) {
      fullRun.save(ready.get(), name, then);
    } else {
      source
          .get()
          .ifPresent(
              data -> fullRun.run(data, draft.get(), made -> fullRun.save(made, name, then)));
    }
  }

  /** All rows after the steps, run first where they changed; they stay this view model's. */
  void withAllRows(Consumer<Dataset> then, Consumer<Throwable> failed) {
    Optional<FullRunViewModel.Finished> ready = fullRun.current(draft.get());
    boolean noSteps = draft.get().items().stream().noneMatch(Pipeline.Item::enabled);
    if (ready.isPresent()) {
      then.accept(ready.get().result().data());
    } else if (noSteps) {
      source.get().ifPresent(then);
    } else {
      source
          .get()
          .ifPresent(
              data ->
                  fullRun.run(
                      data, draft.get(), made -> then.accept(made.result().data()), failed));
    }
  }

  /** Takes the steps to another data set and shows that one. */
  void carryTo(String name) {
    List<Pipeline.Item> items = draft.get().items();
    DraftHistory theirs = histories.computeIfAbsent(name, key -> new DraftHistory());
    theirs.edit(new Draft(items, -1), null);
    choose(name);
  }

  /** How a step went on all rows where that is known, else on the sample. */
  Optional<StepReport> report(int index) {
    return fullRun.report(draft.get(), index).or(() -> sampleReport(index));
  }

  private Optional<StepReport> sampleReport(int index) {
    return previewProperty().get().map(made -> made.reports().get(index));
  }

  /** Why a step cannot run; the newest preview or run tells. */
  Optional<StepProblem> problem(int index) {
    return previewProperty()
        .get()
        .flatMap(Preview::problem)
        .or(() -> fullRun.problem(draft.get()))
        .filter(problem -> problem.index() == index);
  }

  /** The type of an expression over columns; throws where it is wrong. */
  ExpressionType typeOf(String expression, List<Field> columns)
      throws DataException.ExpressionInvalid {
    return engine.dataProcessor().expressionType(expression, new Schema(columns));
  }
}
