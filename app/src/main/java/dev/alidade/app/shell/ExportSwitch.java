package dev.alidade.app.shell;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.telemetry.export.Exporters;
import java.net.URI;
import java.time.Duration;
import javafx.util.Subscription;

/** Keeps the engine's exporters as the settings say; all is off until the user writes something. */
public final class ExportSwitch implements AutoCloseable {
  /** What OpenTelemetry's own exporters do where nothing is said. */
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Exporters exporters;
  private final Notices notices;
  private final Subscription subscription;

  public ExportSwitch(Settings settings, Exporters exporters, Notices notices) {
    this.exporters = exporters;
    this.notices = notices;
    subscription =
        Subscription.combine(
            settings.openMetricsPortProperty().subscribe(port -> serve(port.intValue())),
            settings.otlpReceiverProperty().subscribe(this::send));
  }

  private void serve(int port) {
    exporters.stopServing();
    if (port > 0) {
      tell("OpenMetrics", () -> exporters.serveOpenMetrics(port));
    }
  }

  private void send(String address) {
    exporters.stopSending();
    if (!address.isBlank()) {
      tell("OTLP", () -> exporters.sendOtlp(URI.create(address.strip()), EVERY));
    }
  }

  private void tell(String what, Runnable start) {
    try {
      start.run();
    } catch (EngineException e) {
      notices.error(what, e);
    } catch (IllegalArgumentException e) {
      notices.warn("Figures cannot be sent: this is no address.", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
