package dev.alidade.app.performance;

import dev.alidade.app.control.Icons;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Severity;
import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;

/** A shape and a colour for each kind of event, so that a list is read at a glance. */
final class EventIcons {
  private static final String SIZE = "al-icon-14";
  private static final String OK = "al-icon-ok";
  private static final String WARN = "al-icon-warn";
  private static final String ERR = "al-icon-err";

  private EventIcons() {}

  static Node of(EngineEvent event) {
    return switch (event) {
      case EngineEvent.KernelTrapped _ -> Icons.of(Feather.ALERT_OCTAGON, SIZE, ERR);
      case EngineEvent.OperationFailed _, EngineEvent.LoadRefused _ ->
          Icons.of(Feather.X_CIRCLE, SIZE, ERR);
      case EngineEvent.CircuitOpened _, EngineEvent.WasmUnavailable _ ->
          Icons.of(Feather.ALERT_TRIANGLE, SIZE, WARN);
      case EngineEvent.CircuitClosed _ -> Icons.of(Feather.CHECK, SIZE, OK);
      case EngineEvent.PathChanged changed ->
          changed.to().isWasm()
              ? Icons.of(Feather.ZAP, SIZE, "al-icon-wasm")
              : Icons.of(Feather.CPU, SIZE, "al-icon-java");
      case EngineEvent.HealthChanged changed ->
          changed.to() == HealthStatus.HEALTHY
              ? Icons.of(Feather.CHECK, SIZE, OK)
              : Icons.of(Feather.ALERT_TRIANGLE, SIZE, WARN);
      case EngineEvent.SlowQuerySeen _ -> Icons.of(Feather.CLOCK, SIZE, WARN);
      case EngineEvent.PlanChanged _ -> Icons.of(Feather.GIT_BRANCH, SIZE);
      case EngineEvent.PathsMeasured _ -> Icons.of(Feather.BAR_CHART_2, SIZE);
      case EngineEvent.DatasetLoaded loaded ->
          loaded.rejects() == 0
              ? Icons.of(Feather.LAYERS, SIZE)
              : Icons.of(Feather.LAYERS, SIZE, WARN);
      case EngineEvent.OperationRetried retried ->
          retried.succeeded()
              ? Icons.of(Feather.REFRESH_CW, SIZE)
              : Icons.of(Feather.REFRESH_CW, SIZE, WARN);
      case EngineEvent.MemoryRelieved _ -> Icons.of(Feather.HARD_DRIVE, SIZE, WARN);
      case EngineEvent.EventKept kept ->
          kept.severity() == Severity.ERROR
              ? Icons.of(Feather.ARCHIVE, SIZE, ERR)
              : Icons.of(Feather.ARCHIVE, SIZE, WARN);
      case EngineEvent.MomentMarked _ -> Icons.of(Feather.BOOKMARK, SIZE);
    };
  }
}
