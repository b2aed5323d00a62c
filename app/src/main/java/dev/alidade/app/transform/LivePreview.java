package dev.alidade.app.transform;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.table.ClosingTask;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.dataset.Dataset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * Some rows of a data set and what the steps make of them, soon after each change. JavaFX thread.
 */
final class LivePreview {
  private final DataProcessor processor;
  private final BackgroundTasks tasks;
  private final Debounce debounce;
  private final Supplier<Draft> draft;
  private final ReadOnlyObjectWrapper<Optional<Preview>> preview =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Throwable>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanProperty sinceSource = new SimpleBooleanProperty(true);
  private final ObjectProperty<SampleRows> rows = new SimpleObjectProperty<>(SampleRows.FIRST);
  private Optional<Dataset> source = Optional.empty();
  private Optional<HeldDataset> sample = Optional.empty();

  /**
   * @param draft the steps as they are when a preview begins
   */
  LivePreview(
      DataProcessor processor, BackgroundTasks tasks, Debounce debounce, Supplier<Draft> draft) {
    this.processor = processor;
    this.tasks = tasks;
    this.debounce = debounce;
    this.draft = draft;
    sinceSource.addListener((observed, was, is) -> ask());
    rows.addListener((observed, was, is) -> source.ifPresent(this::take));
  }

  ReadOnlyObjectProperty<Optional<Preview>> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  /** Why there is no preview at all, where that is no step's fault. */
  ReadOnlyObjectProperty<Optional<Throwable>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether changes are marked since the source, or since the step before. */
  BooleanProperty sinceSourceProperty() {
    return sinceSource;
  }

  /** Which rows are shown; a change takes them anew. */
  ObjectProperty<SampleRows> rowsProperty() {
    return rows;
  }

  /** Takes the rows of another data set, which the caller holds until {@link #close}. */
  void open(Dataset held) {
    source = Optional.of(held);
    take(held);
  }

  /** Lets preview and rows go. */
  void close() {
    Optional<Preview> shown = preview.get();
    source = Optional.empty();
    problem.set(Optional.empty());
    preview.set(Optional.empty());
    shown.ifPresent(Preview::close);
    sample.ifPresent(HeldDataset::close);
    sample = Optional.empty();
  }

  /** Makes a preview of the steps as they are in a moment. */
  void ask() {
    debounce.later(this::run);
  }

  private void take(Dataset held) {
    SampleRows which = rows.get();
    ClosingTask.<HeldDataset>of(
            tasks,
            "Sample " + held.name(),
            progress -> {
              try (HeldDataset own = HeldDataset.of(held)) {
                return HeldDataset.sample(
                    own.data(), which, TransformViewModel.SAMPLE_ROWS, processor, progress);
              }
            },
            taken -> sampled(held, taken),
            () -> {})
        .quietly()
        .replacing(rows)
        .onFailed(why -> problem.set(Optional.of(why)))
        .start();
  }

  private void sampled(Dataset of, HeldDataset taken) {
    if (source.filter(now -> Objects.equals(now, of)).isEmpty()) {
      taken.close();
      return;
    }
    Optional<HeldDataset> before = sample;
    sample = Optional.of(taken);
    before.ifPresent(HeldDataset::close);
    run();
  }

  private void run() {
    Optional<HeldDataset> from = sample;
    if (from.isEmpty()) {
      return;
    }
    Draft asked = draft.get();
    boolean since = sinceSource.get();
    ClosingTask.<Preview>of(
            tasks,
            "Preview",
            progress -> {
              try (HeldDataset own = HeldDataset.of(from.get().data())) {
                return PreviewRun.of(own.data(), asked, since, processor, progress);
              }
            },
            made -> previewed(from.get(), made),
            () -> {})
        .quietly()
        .replacing(preview)
        .onFailed(why -> failed(from.get(), why))
        .start();
  }

  private void failed(HeldDataset from, Throwable why) {
    if (sample.filter(from::equals).isPresent()) { // else its rows were let go meanwhile
      problem.set(Optional.of(why));
    }
  }

  private void previewed(HeldDataset from, Preview made) {
    if (sample.filter(from::equals).isEmpty()) {
      made.close();
      return;
    }
    Optional<Preview> before = preview.get();
    problem.set(Optional.empty());
    preview.set(Optional.of(made));
    before.ifPresent(Preview::close);
  }
}
