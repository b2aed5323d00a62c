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
import dev.alidade.engine.telemetry.HealthReport;
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
 * opened for queries and its tables become data sets, vectors alone become a collection, anything
 * else becomes one data set, or a stream where it is too large. JavaFX thread; the reading itself
 * happens in background tasks.
 */
final class FileOpening {
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** A file that ends in the middle of a record. */
  private static final String CUT_OFF = "DATA-105";

  /** A shard has no room, and: the process has none. */
  private static final Set<String> NO_ROOM = Set.of("RUN-101", "RUN-102");

  /** Delimited text that is not what it seems to be; other options may help. */
  private static final Set<String> MISREAD = Set.of("DATA-104", "DATA-107", "DATA-114");

  private static final String ASK = "Open with options…";

  private final Notices notices;
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final LongSupplier free;
  private final Targets targets;

  /** Where files go that this class does not load itself, and what it loaded. */
  interface Targets {
    /** Takes a {@code .alidade} file. */
    void workspace(Path file);

    /** Takes a file of vectors alone, which is no data set. */
    void vectors(Path file);

    /** Takes the first new data set of each file. */
    void opened(Dataset dataset);

    /** Takes a file that is too large to load. */
    void stream(Path file, LoadOptions options);

    /** Asks how a file is to be read, and opens it so. */
    void ask(Path file, LoadOptions options);

    /** Asks how the file of a data set is to be read, and reads it again so. */
    void askAgain(String dataset);
  }

  /**
   * What was asked for.
   *
   * @param replaced the data set whose place the rows take
   * @param anyway whether it is loaded though it seems too large
   */
  private record Asked(Path file, LoadOptions options, Optional<String> replaced, boolean anyway) {
    private String name() {
      return String.valueOf(file.getFileName());
    }

    private Asked inAnyCase(LoadOptions other) {
      return new Asked(file, other, replaced, true);
    }
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
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      if (name.endsWith(".alidade")) {
        targets.workspace(file);
      } else if (name.endsWith(".fvecs") || name.endsWith(".ivecs")) {
        targets.vectors(file);
      } else {
        open(file, LoadOptions.defaults());
      }
    }
  }

  /** Opens one file, read as the options say. */
  void open(Path file, LoadOptions options) {
    open(new Asked(file, options, Optional.empty(), false));
  }

  /** Reads the file of a data set again. What is in memory now does not become a stream. */
  void reload(String dataset, Path file, LoadOptions options) {
    open(new Asked(file, options, Optional.of(dataset), true));
  }

  private void open(Asked asked) {
    tasks
        .task("Open " + asked.name(), progress -> load(asked, progress))
        .onDone(outcome -> take(asked, outcome))
        .onFailed(cause -> tell(asked, cause))
        .start();
  }

  private void take(Asked asked, Outcome outcome) {
    switch (outcome) {
      case Outcome.Loaded loaded -> {
        loaded.datasets().stream().findFirst().ifPresent(targets::opened);
        loaded.datasets().stream()
            .filter(dataset -> dataset.rejectCount() > 0)
            .forEach(this::tellRejects);
      }
      case Outcome.TooLarge tooLarge -> {
        LoadEstimate estimate = tooLarge.estimate();
        boolean columns = !estimate.fitsColumns();
        notices.info(
            "%s would take about %s%s, more than the %s that it may: it is read as a stream, part after part."
                .formatted(
                    asked.name(),
                    Figures.bytes(columns ? estimate.neededBytes() : estimate.heapBytes()),
                    columns ? "" : " of Java's heap while it is loaded",
                    Figures.bytes(columns ? estimate.freeBytes() : estimate.freeHeapBytes())),
            "Load it anyway",
            () -> open(asked.inAnyCase(asked.options())));
        targets.stream(asked.file(), asked.options());
      }
    }
  }

  private void tellRejects(Dataset dataset) {
    String name = dataset.name();
    notices.warn(
        "%s of %s did not become rows."
            .formatted(Figures.counted(dataset.rejectCount(), "record"), name),
        "The tab Rejects has them with their lines and reasons.",
        "Reload with options…",
        () -> targets.askAgain(name));
  }

  /** The card of an error offers what its remedy says. */
  private void tell(Asked asked, Throwable cause) {
    String doing = "Open " + asked.name();
    String code = cause instanceof EngineException known ? known.code() : "";
    if (code.equals(CUT_OFF)) {
      LoadOptions lenient = asked.options().withBadValues(LoadOptions.BadValues.REJECT);
      notices.error(doing, cause, "Open without bad rows", () -> open(asked.inAnyCase(lenient)));
    } else if (NO_ROOM.contains(code)) {
      notices.error(
          doing, cause, "Read as a stream", () -> targets.stream(asked.file(), asked.options()));
    } else if (MISREAD.contains(code)) {
      notices.error(doing, cause, ASK, () -> targets.ask(asked.file(), asked.options()));
    } else {
      notices.error(doing, cause);
    }
  }

  private Outcome load(Asked asked, Progress progress) throws IOException {
    Path file = asked.file();
    if (asked.replaced().isPresent()) {
      return new Outcome.Loaded(
          List.of(engine.datasets().reload(asked.replaced().get(), asked.options(), progress)));
    }
    if (isSqlite(file)) {
      return new Outcome.Loaded(tables(file, progress));
    }
    if (!asked.anyway() && Files.isRegularFile(file)) {
      HealthReport.MemoryHealth memory = engine.observability().healthStatus().memory();
      LoadEstimate estimate =
          LoadEstimate.of(
              file,
              asked.options(),
              free.getAsLong(),
              memory.heapLimitBytes() - memory.heapUsedBytes(),
              progress);
      if (!estimate.fits()) {
        return new Outcome.TooLarge(estimate);
      }
    }
    return new Outcome.Loaded(List.of(engine.datasets().load(file, asked.options(), progress)));
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
