package dev.alidade.app.datasets;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.fx.TaskState;
import dev.alidade.app.table.ClosingTask;
import dev.alidade.app.table.Releasable;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.dataset.TextLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * A file before it is opened: how it is to be read, and its first rows read so. A newer choice
 * cancels the reading for the one before. JavaFX thread.
 */
final class ReadingViewModel implements Releasable {
  /** Rows of the preview. */
  static final int ROWS = 100;

  /** Files up to this size are read whole, which takes some 100 ms, so that rejects are known. */
  private static final long WHOLE_BYTES = 4L << 20;

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Debounce debounce;
  private final Path file;
  private final ReadingChoice choice;
  private final ReadOnlyObjectWrapper<Reading<Preview>> preview =
      new ReadOnlyObjectWrapper<>(new Reading.None<>());
  private Optional<BackgroundTask> running = Optional.empty();
  private boolean closed;

  /**
   * What the choice makes of the file.
   *
   * @param rows held by this view model
   * @param whole whether these are all rows of the file
   * @param layout empty where the file is no delimited text
   */
  record Preview(Dataset rows, boolean whole, Optional<TextLayout> layout) implements Releasable {
    @Override
    public void close() {
      rows.close();
    }
  }

  ReadingViewModel(
      WasmServices engine,
      BackgroundTasks tasks,
      Debounce debounce,
      Path file,
      LoadOptions initial) {
    this.engine = engine;
    this.tasks = tasks;
    this.debounce = debounce;
    this.file = file;
    this.choice = new ReadingChoice(initial);
    choice
        .properties()
        .forEach(
            property ->
                property.addListener((observed, was, is) -> this.debounce.later(this::read)));
    read();
  }

  Path file() {
    return file;
  }

  ReadingChoice choice() {
    return choice;
  }

  ReadOnlyObjectProperty<Reading<Preview>> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  private void read() {
    if (closed || choice.problem().isPresent()) {
      return;
    }
    LoadOptions options = choice.options();
    BackgroundTask task =
        ClosingTask.<Preview>of(
                tasks,
                "Preview " + file.getFileName(),
                progress -> preview(options, progress),
                made -> show(new Reading.Done<>(made)),
                () -> {})
            .quietly()
            .replacing(this)
            .onFailed(cause -> show(new Reading.Failed<>(cause)))
            .start();
    running = Optional.of(task);
    if (preview.get() instanceof Reading.None && task.stateProperty().get() == TaskState.RUNNING) {
      preview.set(new Reading.Running<>(task));
    }
  }

  private Preview preview(LoadOptions options, Progress progress) {
    Optional<TextLayout> layout = engine.datasets().layoutOf(file, options);
    DatasetStream stream = engine.datasets().stream(file, options, progress);
    boolean whole = stream.bytes() <= WHOLE_BYTES;
    Pipeline pipeline =
        new Pipeline(
            "first rows",
            whole ? List.of() : List.of(new Pipeline.Item(new Step.Limit(ROWS), true)));
    Dataset rows = engine.dataProcessor().collect(stream, pipeline, stream.name(), progress);
    return new Preview(rows, whole || rows.rowCount() < ROWS, layout);
  }

  /** The rows of before stay readable until the view has the new ones. */
  private void show(Reading<Preview> next) {
    Reading<Preview> before = preview.get();
    if (closed) {
      release(next);
      return;
    }
    preview.set(next);
    release(before);
  }

  private static void release(Reading<Preview> reading) {
    if (reading instanceof Reading.Done<Preview> done) {
      done.result().close();
    }
  }

  /** Cancels what runs and lets the rows go. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    running.ifPresent(BackgroundTask::cancel);
    Reading<Preview> before = preview.get();
    preview.set(new Reading.None<>());
    release(before);
  }
}
