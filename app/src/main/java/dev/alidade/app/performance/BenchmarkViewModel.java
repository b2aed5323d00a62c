package dev.alidade.app.performance;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.benchmark.BenchmarkComparison;
import dev.alidade.engine.benchmark.BenchmarkFormat;
import dev.alidade.engine.benchmark.BenchmarkOptions;
import dev.alidade.engine.benchmark.BenchmarkRun;
import dev.alidade.engine.benchmark.BenchmarkRuns;
import dev.alidade.engine.benchmark.BenchmarkSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** State of the Benchmark page: the run that goes on, the one in view, kept runs, a comparison. */
final class BenchmarkViewModel {
  /** The choice that measures everything. */
  static final String EVERYTHING = "Everything";

  private final Workbench bench;
  private final BenchmarkRuns runs;
  private final BooleanProperty quick = new SimpleBooleanProperty(true);
  private final StringProperty rows = new SimpleStringProperty(EVERYTHING);
  private final ReadOnlyObjectWrapper<@Nullable BackgroundTask> running =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable BenchmarkRun> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable BenchmarkComparison> comparison =
      new ReadOnlyObjectWrapper<>();
  private final ObservableList<BenchmarkRuns.Entry> history = FXCollections.observableArrayList();

  BenchmarkViewModel(Workbench bench) {
    this.bench = bench;
    runs = new BenchmarkRuns(bench.engine().workspace());
  }

  /** Whether a run takes one size of each operation and less time. */
  BooleanProperty quickProperty() {
    return quick;
  }

  /** What is measured: {@link #EVERYTHING}, or what names begin with. */
  StringProperty rowsProperty() {
    return rows;
  }

  /** The choices of rows: everything, an area with its dot at the end, one name. */
  static List<String> choices() {
    List<String> names = BenchmarkSuite.allNames();
    List<String> choices = new ArrayList<>(List.of(EVERYTHING));
    names.stream()
        .filter(name -> name.contains("."))
        .map(name -> name.substring(0, name.indexOf('.') + 1))
        .distinct()
        .forEach(choices::add);
    choices.addAll(names);
    return choices;
  }

  /** The task that measures; null while none does. */
  ReadOnlyObjectProperty<@Nullable BackgroundTask> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** The run in view, which may still grow; null for none. */
  ReadOnlyObjectProperty<@Nullable BenchmarkRun> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Two runs beside each other; null while one is looked at. */
  ReadOnlyObjectProperty<@Nullable BenchmarkComparison> comparisonProperty() {
    return comparison.getReadOnlyProperty();
  }

  /** Kept runs, newest first. */
  ObservableList<BenchmarkRuns.Entry> history() {
    return history;
  }

  /** Reads the list of kept runs; shows the newest where nothing is in view. */
  void refresh() {
    bench
        .tasks()
        .task("List benchmark runs", progress -> runs.list())
        .quietly()
        .onDone(
            found -> {
              if (!found.equals(history)) {
                history.setAll(found);
              }
              if (shown.get() == null && running.get() == null && !found.isEmpty()) {
                show(found.getFirst());
              }
            })
        .start();
  }

  /** Measures; a finished run is kept in the workspace. */
  void run() {
    if (running.get() != null) {
      return;
    }
    Optional<String> only =
        rows.get().equals(EVERYTHING) ? Optional.empty() : Optional.of(rows.get());
    BenchmarkOptions options = new BenchmarkOptions(quick.get(), only);
    Consumer<BenchmarkRun> sofar = bench.fx().publish(this::grow);
    shown.set(null);
    comparison.set(null);
    running.set(
        bench
            .tasks()
            .task(
                quick.get() ? "Quick benchmark" : "Benchmark",
                progress -> {
                  try (BenchmarkSuite suite = bench.engine().benchmark()) {
                    BenchmarkRun run = suite.run(options, progress, sofar);
                    runs.save(only.orElse(""), run);
                    return run;
                  }
                })
            .onDone(this::finish)
            .onCancelled(this::end)
            .onFailed(
                failure -> {
                  end();
                  bench.notices().error("Benchmark", failure);
                })
            .start());
  }

  /** Ends the run; what was measured stays in view, but is not kept. */
  void cancel() {
    BackgroundTask task = running.get();
    if (task != null) {
      task.cancel();
    }
  }

  /** Shows a kept run. */
  void show(BenchmarkRuns.Entry entry) {
    bench
        .tasks()
        .task("Open benchmark run", progress -> runs.load(entry.id()))
        .quietly()
        .replacing(this)
        .onDone(
            run -> {
              comparison.set(null);
              shown.set(run);
            })
        .start();
  }

  /** Puts two kept runs beside each other; the older one is the measure. */
  void compare(BenchmarkRuns.Entry one, BenchmarkRuns.Entry other) {
    boolean inOrder = one.at().isBefore(other.at());
    long before = inOrder ? one.id() : other.id();
    long after = inOrder ? other.id() : one.id();
    bench
        .tasks()
        .task(
            "Compare benchmark runs",
            progress -> BenchmarkComparison.of(runs.load(before), runs.load(after)))
        .quietly()
        .replacing(this)
        .onDone(comparison::set)
        .start();
  }

  /** Takes a kept run out of the workspace. */
  void remove(BenchmarkRuns.Entry entry) {
    bench
        .tasks()
        .task(
            "Remove benchmark run",
            progress -> {
              runs.remove(entry.id());
              return true;
            })
        .onDone(done -> refresh())
        .start();
  }

  /** Writes the run in view. */
  void export(BenchmarkFormat format, Path file) {
    BenchmarkRun run = shown.get();
    if (run != null) {
      bench
          .tasks()
          .task(
              "Export the benchmark",
              progress -> {
                format.write(run, file);
                return file;
              })
          .onDone(written -> bench.notices().info("The run is in " + written + "."))
          .start();
    }
  }

  private void grow(BenchmarkRun sofar) {
    if (running.get() != null) {
      shown.set(sofar);
    }
  }

  private void finish(BenchmarkRun run) {
    running.set(null);
    shown.set(run);
    refresh();
  }

  private void end() {
    running.set(null);
    refresh();
  }
}
