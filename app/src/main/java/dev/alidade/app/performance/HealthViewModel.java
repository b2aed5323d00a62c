package dev.alidade.app.performance;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.Polling;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.module.ShardUsage;
import dev.alidade.engine.telemetry.EngineEvent.HealthChanged;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.PerformanceReport;
import dev.alidade.engine.telemetry.TimeSpan;
import dev.alidade.engine.telemetry.export.ReportFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** State of the Health page: the newest report of the checks, memory, and a selection. */
final class HealthViewModel {
  /** How far back the bar of states reaches. */
  static final Duration LOOK_BACK = Duration.ofMinutes(5);

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration REPORT_PERIOD = Duration.ofSeconds(10);
  private static final int MOST_CHANGES = 500;

  private final Workbench bench;
  private final WasmServices engine;
  private final Polling.Poll poll;
  private final Polling.Poll reportPoll;
  private final ReadOnlyObjectWrapper<@Nullable Snapshot> snapshot = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable PerformanceReport> report =
      new ReadOnlyObjectWrapper<>();
  private final StringProperty selected = new SimpleStringProperty("");

  /**
   * @param shards memory of every shard
   * @param states the overall state of the last minutes, oldest first
   * @param age how long ago the checks ran
   */
  record Snapshot(
      HealthReport health,
      List<ShardUsage> shards,
      List<HealthTimeline.Segment> states,
      Duration age) {}

  HealthViewModel(Workbench bench) {
    this.bench = bench;
    engine = bench.engine();
    poll = bench.polling().every(PERIOD, this::read, snapshot::set);
    reportPoll =
        bench
            .polling()
            .every(REPORT_PERIOD, engine.observability()::generatePerformanceReport, report::set);
  }

  /** The newest state; null before the first. */
  ReadOnlyObjectProperty<@Nullable Snapshot> snapshotProperty() {
    return snapshot.getReadOnlyProperty();
  }

  /** Figures with recommendations; null before the first. */
  ReadOnlyObjectProperty<@Nullable PerformanceReport> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /** Name of the component whose details are in view; empty for none. */
  StringProperty selectedProperty() {
    return selected;
  }

  /** The component in view, as of the newest state. */
  Optional<ComponentHealth> selected() {
    Snapshot now = snapshot.get();
    return now == null ? Optional.empty() : now.health().component(selected.get());
  }

  void start() {
    poll.start();
    reportPoll.start();
  }

  void stop() {
    poll.stop();
    reportPoll.stop();
  }

  /** Runs every check now and shows what it found. */
  void checkNow() {
    bench
        .tasks()
        .task("Check health", progress -> engine.healthCheck())
        .replacing(this)
        .onDone(found -> refresh())
        .start();
  }

  /** Puts a mark on the time axis of the charts. */
  void mark() {
    engine.observability().mark("marked by hand");
    bench.notices().info("Marked this moment on the time axis and in the events.");
  }

  /** Writes the report of this moment. */
  void export(ReportFormat format, Path file) {
    bench
        .tasks()
        .task(
            "Export the report",
            progress -> {
              format.write(engine.observability().generatePerformanceReport(), file);
              return file;
            })
        .onDone(written -> bench.notices().info("The report is in " + written + "."))
        .start();
  }

  /** What stands above the tiles. */
  static String headline(HealthReport health) {
    long needing =
        health.components().stream().filter(c -> c.status() != HealthStatus.HEALTHY).count();
    String who =
        needing == 1
            ? "one component needs a look"
            : Figures.count(needing) + " components need a look";
    return switch (health.overall()) {
      case HEALTHY -> "Healthy: everything works";
      case DEGRADED -> "Degraded: " + who;
      case UNHEALTHY -> "Unhealthy: " + who;
    };
  }

  private void refresh() {
    bench
        .tasks()
        .task("Look at health", progress -> read())
        .quietly()
        .onDone(snapshot::set)
        .start();
  }

  private Snapshot read() {
    HealthReport health = engine.observability().healthStatus();
    TimeSpan span = TimeSpan.before(bench.clock().instant(), LOOK_BACK);
    List<HealthChanged> changes =
        engine
            .observability()
            .recentEvents(
                EventFilter.newest(MOST_CHANGES).ofKind(HealthChanged.class).since(span.from()))
            .stream()
            .filter(HealthChanged.class::isInstance)
            .map(HealthChanged.class::cast)
            .toList();
    return new Snapshot(
        health,
        engine.modules().memory(),
        HealthTimeline.of(health, changes, span),
        Duration.between(health.at(), span.to()));
  }
}
