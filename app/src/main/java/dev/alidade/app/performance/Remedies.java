package dev.alidade.app.performance;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.module.CircuitState;
import dev.alidade.engine.module.ModuleRegistry;
import dev.alidade.engine.telemetry.EngineEvent.SlowQuerySeen;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does what a health check recommends, by the names that the checks give. JavaFX thread. */
final class Remedies {
  private static final int LATEST = 50;

  private final Workbench bench;
  private final Consumer<String> showTab;
  private final Runnable checkAgain;
  private final Runnable saveReport;

  /** A remedy that has a button: its verb and what it does. */
  record Offer(String verb, Runnable run) {}

  Remedies(Workbench bench, Consumer<String> showTab, Runnable checkAgain, Runnable saveReport) {
    this.bench = bench;
    this.showTab = showTab;
    this.checkAgain = checkAgain;
    this.saveReport = saveReport;
  }

  /** The button of a remedy; empty where there is nothing but the advice. */
  Optional<Offer> offer(Remedy remedy) {
    return remedy.action().flatMap(action -> offer(action, remedy.sentence()));
  }

  private Optional<Offer> offer(String action, String sentence) {
    return switch (action) {
      case "probe" -> Optional.of(new Offer("Probe now", this::probe));
      case "measure" ->
          Optional.of(
              new Offer(
                  sentence.contains("again") ? "Measure again" : "Measure now", this::measure));
      case "modules" -> Optional.of(new Offer("See modules", () -> show(PanelId.MODULES)));
      case "events" -> Optional.of(new Offer("Show events", () -> showTab.accept("Events")));
      case "advice" -> Optional.of(new Offer("See advice", this::advice));
      case "free-memory" -> Optional.of(new Offer("See data sets", () -> show(PanelId.DATASETS)));
      case "report" -> Optional.of(new Offer("Save report…", saveReport));
      case "check-workspace" -> Optional.of(new Offer("Check again", checkAgain));
      default -> Optional.empty();
    };
  }

  private void show(PanelId panel) {
    bench.navigation().show(panel);
  }

  private void probe() {
    ModuleRegistry modules = bench.engine().modules();
    bench
        .tasks()
        .task(
            "Probe modules",
            progress ->
                modules.list().stream()
                    .filter(module -> module.circuit() != CircuitState.CLOSED)
                    .filter(module -> !modules.probe(module.name()))
                    .map(module -> module.name())
                    .toList())
        .onDone(this::tellProbe)
        .start();
  }

  private void tellProbe(List<String> failed) {
    if (failed.isEmpty()) {
      bench.notices().info("The probe passed: WASM is used again.");
    } else {
      bench
          .notices()
          .warn(String.join(", ", failed) + " failed the probe.", "The Java twins keep answering.");
    }
    checkAgain.run();
  }

  private void measure() {
    bench
        .tasks()
        .task(
            "Measure paths",
            progress -> {
              bench.engine().modules().measurePaths(progress);
              return true;
            })
        .onDone(done -> checkAgain.run())
        .start();
  }

  /** Puts the newest slow query into the editor, where its advice is a click away. */
  private void advice() {
    EventFilter slow = EventFilter.newest(LATEST).ofKind(SlowQuerySeen.class);
    bench.engine().observability().recentEvents(slow).stream()
        .filter(SlowQuerySeen.class::isInstance)
        .map(event -> ((SlowQuerySeen) event).sql())
        .findFirst()
        .ifPresentOrElse(
            sql -> bench.navigation().go(new Intent.EditQuery(sql)), () -> show(PanelId.SQL));
  }
}
