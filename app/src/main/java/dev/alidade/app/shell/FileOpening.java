package dev.alidade.app.shell;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.sql.OpenOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens files of every kind Alidade knows: a workspace replaces the one in use, a SQLite file is
 * opened for queries and its tables become data sets, anything else becomes one data set. JavaFX
 * thread; the reading itself happens in background tasks.
 */
final class FileOpening {
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** A file that ends in the middle of a record. */
  private static final String CUT_OFF = "DATA-105";

  private static final LoadOptions LENIENT =
      new LoadOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          LoadOptions.BadValues.REJECT);

  private final Notices notices;
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Consumer<Path> openWorkspace;
  private final Consumer<Dataset> opened;

  /**
   * @param openWorkspace takes a {@code .alidade} file
   * @param opened takes the first new data set of each file
   */
  FileOpening(
      WasmServices engine,
      BackgroundTasks tasks,
      Notices notices,
      Consumer<Path> openWorkspace,
      Consumer<Dataset> opened) {
    this.engine = engine;
    this.tasks = tasks;
    this.notices = notices;
    this.openWorkspace = openWorkspace;
    this.opened = opened;
  }

  void open(List<Path> files) {
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.toLowerCase(Locale.ROOT).endsWith(".alidade")) {
        openWorkspace.accept(file);
      } else {
        open(file, name, LoadOptions.defaults());
      }
    }
  }

  private void open(Path file, String name, LoadOptions options) {
    tasks
        .task("Open " + name, progress -> load(file, options, progress))
        .onDone(datasets -> datasets.stream().findFirst().ifPresent(opened))
        .onFailed(cause -> tell(file, name, cause))
        .start();
  }

  /** The card of a file that was cut off offers what its remedy says. */
  private void tell(Path file, String name, Throwable cause) {
    if (cause instanceof EngineException known && known.code().equals(CUT_OFF)) {
      notices.error(
          "Open " + name, cause, "Open without bad rows", () -> open(file, name, LENIENT));
    } else {
      notices.error("Open " + name, cause);
    }
  }

  private List<Dataset> load(Path file, LoadOptions options, Progress progress) throws IOException {
    if (!isSqlite(file)) {
      return List.of(engine.datasets().load(file, options, progress));
    }
    engine.sqlite().open(file, OpenOptions.readOnly());
    List<Dataset> datasets = new ArrayList<>();
    for (String table : engine.datasets().tablesOf(file)) {
      datasets.add(engine.datasets().load(file, LoadOptions.defaults().withTable(table), progress));
    }
    return datasets;
  }

  private static boolean isSqlite(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE);
    }
  }
}
