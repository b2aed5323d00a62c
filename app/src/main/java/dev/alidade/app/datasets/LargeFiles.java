package dev.alidade.app.datasets;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The files that are read as streams. They are no data sets: the workspace does not remember them.
 * JavaFX thread.
 */
final class LargeFiles {
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final ObservableList<LargeFile> files = FXCollections.observableArrayList();

  LargeFiles(WasmServices engine, BackgroundTasks tasks) {
    this.engine = engine;
    this.tasks = tasks;
  }

  ObservableList<LargeFile> files() {
    return files;
  }

  /**
   * Looks at a file for its columns; {@code then} takes it. One that is open already, with the same
   * options, is taken; with others it is replaced.
   */
  void open(Path file, LoadOptions options, Consumer<LargeFile> then) {
    Optional<LargeFile> known =
        files.stream()
            .filter(each -> each.stream().file().equals(file.toAbsolutePath()))
            .findFirst();
    if (known.isPresent() && known.get().options().equals(options)) {
      then.accept(known.get());
      return;
    }
    tasks
        .task(
            "Look at " + file.getFileName(),
            progress -> engine.datasets().stream(file, options, progress))
        .onDone(
            stream -> {
              LargeFile large = new LargeFile(engine, tasks, stream, options);
              known.filter(files::contains).ifPresent(this::remove);
              files.add(large);
              then.accept(large);
            })
        .start();
  }

  Optional<LargeFile> named(String item) {
    return files.stream().filter(file -> nameOf(file).equals(item)).findFirst();
  }

  /** As the list of data sets names it: a data set may have the file's name already. */
  static String nameOf(LargeFile file) {
    return file.stream().name() + " (stream)";
  }

  void remove(LargeFile file) {
    files.remove(file);
    file.close();
  }

  void close() {
    List.copyOf(files).forEach(this::remove);
  }
}
