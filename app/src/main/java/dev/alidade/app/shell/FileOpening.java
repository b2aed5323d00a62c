package dev.alidade.app.shell;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadEstimate;
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
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Opens files of every kind Alidade knows: a workspace replaces the one in use, a SQLite file is
 * opened for queries and its tables become data sets, anything else becomes one data set, or a
 * stream where it is too large. JavaFX thread; the reading itself happens in background tasks.
 */
final class FileOpening {
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** A file that ends in the middle of a record. */
  private static final String CUT_OFF = "DATA-105";

  /** A shard has no room, and: the process has none. */
  private static final Set<String> NO_ROOM = Set.of("RUN-101", "RUN-102");

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
  private final LongSupplier free;
  private final Targets targets;

  /** Where files go that this class does not load itself, and what it loaded. */
  interface Targets {
    /** Takes a {@code .alidade} file. */
    void workspace(Path file);

    /** Takes the first new data set of each file. */
    void opened(Dataset dataset);

    /** Takes a file that is too large to load. */
    void stream(Path file);
  }

  /** What a file turned out to be. */
  private sealed interface Outcome {
    record Loaded(List<Dataset> datasets) implements Outcome {}

    record TooLarge(LoadEstimate estimate) implements Outcome {}
  }

  /**
   * @param free bytes that one more data set may take; asked off the JavaFX thread
   */
  FileOpening(
      WasmServices engine,
      BackgroundTasks tasks,
      Notices notices,
      LongSupplier free,
      Targets targets) {
    this.engine = engine;
    this.tasks = tasks;
    this.notices = notices;
    this.free = free;
    this.targets = targets;
  }

  void open(List<Path> files) {
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.toLowerCase(Locale.ROOT).endsWith(".alidade")) {
        targets.workspace(file);
      } else {
        open(file, name, LoadOptions.defaults(), false);
      }
    }
  }

  private void open(Path file, String name, LoadOptions options, boolean anyway) {
    tasks
        .task("Open " + name, progress -> load(file, options, anyway, progress))
        .onDone(outcome -> take(file, name, options, outcome))
        .onFailed(cause -> tell(file, name, cause))
        .start();
  }

  private void take(Path file, String name, LoadOptions options, Outcome outcome) {
    switch (outcome) {
      case Outcome.Loaded loaded ->
          loaded.datasets().stream().findFirst().ifPresent(targets::opened);
      case Outcome.TooLarge tooLarge -> {
        notices.info(
            "%s would take about %s, more than the %s that it may: it is read as a stream, part after part."
                .formatted(
                    name,
                    Figures.bytes(tooLarge.estimate().neededBytes()),
                    Figures.bytes(tooLarge.estimate().freeBytes())),
            "Load it anyway",
            () -> open(file, name, options, true));
        targets.stream(file);
      }
    }
  }

  /** The card of an error offers what its remedy says. */
  private void tell(Path file, String name, Throwable cause) {
    String code = cause instanceof EngineException known ? known.code() : "";
    if (code.equals(CUT_OFF)) {
      notices.error(
          "Open " + name, cause, "Open without bad rows", () -> open(file, name, LENIENT, true));
    } else if (NO_ROOM.contains(code)) {
      notices.error("Open " + name, cause, "Read as a stream", () -> targets.stream(file));
    } else {
      notices.error("Open " + name, cause);
    }
  }

  private Outcome load(Path file, LoadOptions options, boolean anyway, Progress progress)
      throws IOException {
    if (isSqlite(file)) {
      return new Outcome.Loaded(tables(file, progress));
    }
    if (!anyway && Files.isRegularFile(file)) {
      LoadEstimate estimate = LoadEstimate.of(file, free.getAsLong());
      if (!estimate.fits()) {
        return new Outcome.TooLarge(estimate);
      }
    }
    return new Outcome.Loaded(List.of(engine.datasets().load(file, options, progress)));
  }

  private List<Dataset> tables(Path file, Progress progress) {
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
