package dev.alidade.app.performance;

import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.telemetry.MeasuredRun;
import dev.alidade.engine.telemetry.MeasuredRun.Operation;
import dev.alidade.engine.telemetry.MeasuredRuns;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.TimeSpan;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Stretches of work that were kept under a name, and the one to compare with. JavaFX thread. */
final class RunsViewModel {
  private final Workbench bench;
  private final MeasuredRuns runs;
  private final ObservableList<MeasuredRuns.Entry> kept = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<MeasuredRun>> baseline =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  RunsViewModel(Workbench bench) {
    this.bench = bench;
    runs = new MeasuredRuns(bench.engine().workspace());
  }

  /** Kept runs, newest first. */
  ObservableList<MeasuredRuns.Entry> kept() {
    return kept;
  }

  /** The run that the table compares with; empty for none. */
  ReadOnlyObjectProperty<Optional<MeasuredRun>> baselineProperty() {
    return baseline.getReadOnlyProperty();
  }

  /** Reads the list again. */
  void refresh() {
    bench
        .tasks()
        .task("List measured runs", progress -> runs.list())
        .quietly()
        .onDone(
            found -> {
              if (!found.equals(kept)) {
                kept.setAll(found);
              }
            })
        .start();
  }

  /** Keeps a stretch under a name. */
  void keep(String name, TimeSpan span) {
    bench
        .tasks()
        .task(
            "Keep " + name,
            progress -> runs.save(MeasuredRun.of(name, bench.engine().performance(), span)))
        .onDone(
            id -> {
              bench.notices().info("Kept the figures of this stretch as " + name + ".");
              refresh();
            })
        .start();
  }

  /** Compares with a run from now on. */
  void compareWith(MeasuredRuns.Entry entry) {
    bench
        .tasks()
        .task("Open measured run", progress -> runs.load(entry.id()))
        .quietly()
        .replacing(this)
        .onDone(run -> baseline.set(Optional.of(run)))
        .start();
  }

  /** Compares with nothing. */
  void compareWithNothing() {
    baseline.set(Optional.empty());
  }

  /** Takes a run out of the workspace. */
  void remove(MeasuredRuns.Entry entry) {
    bench
        .tasks()
        .task(
            "Remove measured run",
            progress -> {
              runs.remove(entry.id());
              return true;
            })
        .onDone(done -> refresh())
        .start();
  }

  /** How an operation's median moved against the run, for example {@code +12 %}. */
  String change(OperationSummary now) {
    return baseline
        .get()
        .flatMap(run -> operation(run, now.operation()))
        .map(was -> words(was.p50Nanos(), now.p50Nanos()))
        .orElse(baseline.get().isEmpty() ? "" : "new");
  }

  private static Optional<Operation> operation(MeasuredRun run, String name) {
    return run.operations().stream().filter(o -> o.name().equals(name)).findFirst();
  }

  static String words(long before, long after) {
    long percent = Math.round((after / (double) Math.max(1, before) - 1) * 100);
    return (percent > 0 ? "+" : percent < 0 ? "−" : "") + Math.abs(percent) + " %";
  }
}
