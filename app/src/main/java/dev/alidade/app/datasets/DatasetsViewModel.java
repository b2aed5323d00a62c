package dev.alidade.app.datasets;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Preferences;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetEntry;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.dataset.Reject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The list of data sets, which one is selected, and what can be done with it. JavaFX thread. */
public final class DatasetsViewModel {
  private static final String DETAILS = "datasets.details";

  /** Between two key strokes. */
  private static final Duration TYPING = Duration.ofMillis(150);

  /** How the shell titles tasks that open files. */
  private static final String OPENING = "Open ";

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final LargeFiles large;
  private final RowsViewModel rows;
  private final ColumnViewModel column;
  private final ObservableList<DatasetItem> all = FXCollections.observableArrayList();
  private final FilteredList<DatasetItem> found = new FilteredList<>(all);
  private final FilteredList<BackgroundTask> loading;
  private final StringProperty search = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<DatasetItem>> selected =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<MemoryFigures>> memory =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<String> wanted = Optional.empty();

  public DatasetsViewModel(
      WasmServices engine, BackgroundTasks tasks, FxPublisher fx, Preferences preferences) {
    this.engine = engine;
    this.tasks = tasks;
    this.large = new LargeFiles(engine, tasks);
    this.rows = new RowsViewModel(engine.dataProcessor(), tasks);
    this.column = new ColumnViewModel(rows, engine.compute(), tasks, details(preferences));
    this.loading = new FilteredList<>(tasks.running(), task -> task.title().startsWith(OPENING));
    search.subscribe(words -> found.setPredicate(item -> item.matches(words)));
    Consumer<Boolean> changed = fx.publish(change -> refresh());
    engine.datasets().onChange(() -> changed.accept(true));
    large.files().addListener((ListChangeListener<LargeFile>) change -> refresh());
    refresh();
  }

  /** Those that the search words match, in the order of loading. */
  ObservableList<DatasetItem> items() {
    return found;
  }

  /** Loads that run now. */
  ObservableList<BackgroundTask> loading() {
    return loading;
  }

  StringProperty searchProperty() {
    return search;
  }

  ReadOnlyObjectProperty<Optional<DatasetItem>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<MemoryFigures>> memoryProperty() {
    return memory.getReadOnlyProperty();
  }

  RowsViewModel rows() {
    return rows;
  }

  ColumnViewModel column() {
    return column;
  }

  /** The name of the selected data set that is in memory. */
  Optional<String> selectedName() {
    return selected.get().filter(item -> item.data().isPresent()).map(DatasetItem::name);
  }

  /** Selects by name, as soon as there is such a data set. */
  void select(String name) {
    wanted = Optional.of(name);
    Optional<DatasetItem> item = named(name);
    if (item.isPresent()) {
      choose(item);
    } else {
      refresh();
    }
  }

  /** The same for one that may have just come in place of another: the list is taken anew first. */
  void selectFresh(String name) {
    wanted = Optional.of(name);
    refresh();
  }

  /** Opens a file as a stream and selects it. */
  void stream(Path file, LoadOptions options) {
    large.open(file, options, opened -> select(LargeFiles.nameOf(opened)));
  }

  /** The file of this name that is read as a stream. */
  Optional<LargeFile> streamed(String name) {
    return large.named(name);
  }

  /** How a file may be read; {@code file} must be closed. */
  ReadingViewModel reading(Path file, LoadOptions initial) {
    return new ReadingViewModel(engine, tasks, Debounce.after(TYPING), file, initial);
  }

  /**
   * Finds out how the file of a data set was read; {@code then} takes it where it came from a file.
   */
  void optionsOf(String name, Consumer<LoadOptions> then) {
    tasks
        .task("Look up " + name, progress -> engine.datasets().optionsOf(name))
        .quietly()
        .onDone(found -> found.ifPresent(then))
        .start();
  }

  /** The line of a data set. */
  Optional<DatasetItem> item(String name) {
    return named(name);
  }

  /** Takes the list anew. */
  void refresh() {
    List<DatasetItem> streams = large.files().stream().map(DatasetItem::of).toList();
    tasks
        .task("List data sets", progress -> snapshot(streams))
        .quietly()
        .replacing(this)
        .onDone(this::show)
        .start();
  }

  /** Removes a data set and frees its memory, or forgets a file that is read as a stream. */
  void remove(String name) {
    Optional<LargeFile> file = large.named(name);
    if (file.isPresent()) {
      large.remove(file.get());
      return;
    }
    tasks
        .task(
            "Remove " + name,
            progress -> {
              engine.datasets().remove(name);
              return name;
            })
        .quietly()
        .start();
  }

  /** Writes a data set to a file. */
  void export(String name, Path file, ExportOptions options, Consumer<String> onDone) {
    tasks
        .task(
            "Export " + name,
            progress -> {
              try (Dataset data = engine.datasets().get(name).named(name)) {
                return "Wrote %,d rows of %s to %s.%s"
                    .formatted(
                        data.rowCount(),
                        name,
                        file,
                        engine
                            .datasets()
                            .export(data, file, options, progress)
                            .sentence()
                            .map(" "::concat)
                            .orElse(""));
              }
            })
        .onDone(onDone)
        .start();
  }

  /** Writes the rejected records of the selected data set to a CSV file. */
  void exportRejects(Path file, Consumer<String> onDone) {
    List<Reject> rejects =
        selected.get().flatMap(DatasetItem::data).map(Dataset::rejects).orElse(List.of());
    long all = selected.get().flatMap(DatasetItem::data).map(Dataset::rejectCount).orElse(0L);
    tasks
        .task(
            "Export rejects",
            progress -> {
              RejectsFile.write(rejects, file);
              return rejects.size();
            })
        .onDone(
            count ->
                onDone.accept(
                    "Wrote %,d rejected records to %s.%s"
                        .formatted(
                            count,
                            file,
                            all > count
                                ? " %,d more were counted, but not kept.".formatted(all - count)
                                : "")))
        .start();
  }

  private static ColumnViewModel.Details details(Preferences preferences) {
    return new ColumnViewModel.Details() {
      @Override
      public boolean shown() {
        return preferences.flag(DETAILS, true);
      }

      @Override
      public void keep(boolean shown) {
        preferences.put(DETAILS, shown);
      }
    };
  }

  private Snapshot snapshot(List<DatasetItem> streams) {
    Map<String, Dataset> loaded = new HashMap<>();
    engine.datasets().list().forEach(data -> loaded.put(data.name(), data));
    List<DatasetItem> items =
        engine.datasets().entries().stream()
            .map(entry -> DatasetItem.of(entry, ready(entry, loaded)))
            .toList();
    return new Snapshot(
        Stream.concat(items.stream(), streams.stream()).toList(), MemoryFigures.of(engine));
  }

  private static Optional<Dataset> ready(DatasetEntry entry, Map<String, Dataset> loaded) {
    return entry.state() == DatasetEntry.State.READY
        ? Optional.ofNullable(loaded.get(entry.name()))
        : Optional.empty();
  }

  private void show(Snapshot snapshot) {
    memory.set(Optional.of(snapshot.memory()));
    Optional<String> before = selected.get().map(DatasetItem::name);
    if (!all.equals(snapshot.items())) {
      all.setAll(snapshot.items());
    }
    choose(
        wanted
            .flatMap(this::named)
            .or(() -> before.flatMap(this::named))
            .or(() -> all.stream().findFirst()));
  }

  private void choose(Optional<DatasetItem> item) {
    if (item.isPresent() && item.map(DatasetItem::name).equals(wanted)) {
      wanted = Optional.empty();
    }
    selected.set(item);
    item.flatMap(DatasetItem::data).ifPresentOrElse(rows::show, rows::clear);
  }

  private Optional<DatasetItem> named(String name) {
    return all.stream().filter(item -> item.name().equals(name)).findFirst();
  }

  private record Snapshot(List<DatasetItem> items, MemoryFigures memory) {}
}
