package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Work;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.vector.EmbedderStatus;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.VectorCollection;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the form for a new collection holds, and the task that makes it. */
final class CollectionFormModel {
  /** Texts a second on one core, from the measurements in docs; only for a first estimate. */
  private static final double TEXTS_PER_SECOND = 75;

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Consumer<String> onCreated;

  private final ReadOnlyObjectWrapper<List<String>> datasets =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Field>> columns = new ReadOnlyObjectWrapper<>(List.of());
  private final ObjectProperty<@Nullable String> dataset = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Field> column = new SimpleObjectProperty<>();
  private final ObjectProperty<Metric> metric = new SimpleObjectProperty<>(Metric.COSINE);
  private final StringProperty name = new SimpleStringProperty("");
  private final BooleanProperty ofFile = new SimpleBooleanProperty();
  private final VectorFile file;
  private final ReadOnlyObjectWrapper<String> hint = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> running =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();

  /**
   * @param onCreated takes the name of a collection that was made
   */
  CollectionFormModel(WasmServices engine, BackgroundTasks tasks, Consumer<String> onCreated) {
    this.engine = engine;
    this.tasks = tasks;
    this.onCreated = onCreated;
    this.file = new VectorFile(engine, tasks);
    file.file().addListener((observed, was, is) -> suggest());
    file.table().addListener((observed, was, is) -> suggest());
    ofFile.addListener((observed, was, is) -> suggest());
    dataset.addListener((observed, was, is) -> showColumns());
    column.addListener((observed, was, is) -> suggest());
  }

  /** Whether the collection is made of a file, not of a data set. */
  BooleanProperty ofFile() {
    return ofFile;
  }

  VectorFile file() {
    return file;
  }

  ReadOnlyObjectProperty<List<String>> datasets() {
    return datasets.getReadOnlyProperty();
  }

  /** Columns of the chosen data set that can be searched: text and vectors. */
  ReadOnlyObjectProperty<List<Field>> columns() {
    return columns.getReadOnlyProperty();
  }

  ObjectProperty<@Nullable String> dataset() {
    return dataset;
  }

  ObjectProperty<@Nullable Field> column() {
    return column;
  }

  ObjectProperty<Metric> metric() {
    return metric;
  }

  StringProperty name() {
    return name;
  }

  /** What making it will take. */
  ReadOnlyObjectProperty<String> hint() {
    return hint.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable BackgroundTask> running() {
    return running.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable Throwable> failure() {
    return failure.getReadOnlyProperty();
  }

  void refresh() {
    List<String> names = engine.datasets().list().stream().map(Dataset::name).toList();
    datasets.set(names);
    if (names.isEmpty()) {
      ofFile.set(true);
    }
    String chosen = dataset.get();
    if (chosen == null || !names.contains(chosen)) {
      dataset.set(names.isEmpty() ? null : names.getLast());
    } else {
      showColumns();
    }
  }

  void choose(String datasetName) {
    refresh();
    failure.set(null);
    ofFile.set(false);
    dataset.set(datasetName);
  }

  void choose(Path chosen) {
    refresh();
    failure.set(null);
    file.file().set(chosen);
    ofFile.set(true);
  }

  boolean ready() {
    boolean chosen = ofFile.get() ? file.ready() : dataset.get() != null && column.get() != null;
    return chosen && !name.get().isBlank();
  }

  void create() {
    if (!ready()) {
      return;
    }
    String wanted = name.get().strip();
    Metric chosenMetric = metric.get();
    String from = dataset.get();
    Field field = column.get();
    if (ofFile.get()) {
      create(wanted, file.creation(wanted, chosenMetric));
    } else if (from != null && field != null) {
      create(
          wanted,
          progress ->
              engine
                  .vectorSearch()
                  .createFromDataset(
                      wanted, engine.datasets().get(from), field.name(), chosenMetric, progress));
    }
  }

  private void create(String wanted, Work<VectorCollection> work) {
    failure.set(null);
    running.set(
        tasks
            .task("Create collection " + wanted, work)
            .onDone(
                made -> {
                  running.set(null);
                  onCreated.accept(wanted);
                })
            .onCancelled(() -> running.set(null))
            .onFailed(
                thrown -> {
                  running.set(null);
                  failure.set(thrown);
                })
            .start());
  }

  private void showColumns() {
    columns.set(
        chosenDataset()
            .map(
                data ->
                    data.schema().fields().stream()
                        .filter(
                            field ->
                                field.type() == ColumnType.STRING
                                    || field.type() == ColumnType.VECTOR)
                        .toList())
            .orElse(List.of()));
    column.set(columns.get().stream().max(Comparator.comparingInt(this::promise)).orElse(null));
    suggest();
  }

  /** Vectors first, then columns that are named like text. */
  private int promise(Field field) {
    if (chosenDataset()
        .filter(data -> engine.vectorSearch().holdsVectors(data, field.name()))
        .isPresent()) {
      return 2;
    }
    return List.of("content", "gloss", "text", "description", "body", "title", "plot")
            .contains(field.name().toLowerCase(java.util.Locale.ROOT))
        ? 1
        : 0;
  }

  private Optional<Dataset> chosenDataset() {
    return engine.datasets().list().stream()
        .filter(data -> data.name().equals(dataset.get()))
        .findFirst();
  }

  private void suggest() {
    if (ofFile.get()) {
      name.set(file.name());
      hint.set(file.hint());
      return;
    }
    Field field = column.get();
    Optional<Dataset> data = chosenDataset();
    if (field == null || data.isEmpty()) {
      hint.set(data.isEmpty() ? "" : "This data set has no text and no vector column.");
      return;
    }
    name.set(data.get().name() + "." + field.name());
    hint.set(
        engine.vectorSearch().holdsVectors(data.get(), field.name())
            ? "The vectors are taken as they are."
            : embedding(data.get().rowCount()));
  }

  private String embedding(long rows) {
    EmbedderStatus status = engine.vectorSearch().embedder();
    if (!status.ready()) {
      return "Texts cannot be embedded here: " + status.reason();
    }
    long seconds = Math.max(1, Math.round(rows / TEXTS_PER_SECOND));
    return "%,d texts are embedded on this computer by %s, about %s. You can go on working."
        .formatted(
            rows, status.name(), seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min");
  }
}
