package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.MeterReading;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Figures for monitoring systems. Nothing leaves the process before it is asked for here: no port
 * is open, nothing is sent. Thread-safe.
 */
public final class Exporters implements AutoCloseable {
  private final Supplier<MeterReading> figures;
  private final Consumer<EngineEvent> events;
  private final Clock clock;
  private @Nullable OpenMetricsEndpoint endpoint;
  private @Nullable OtlpExporter exporter;

  public Exporters(Supplier<MeterReading> figures, Consumer<EngineEvent> events, Clock clock) {
    this.figures = figures;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Serves the figures as OpenMetrics text at {@code /metrics}, to this computer only.
   *
   * @param port 0 for any that is free
   * @return where it listens
   * @throws ExportFailed when the port is taken
   */
  public synchronized InetSocketAddress serveOpenMetrics(int port) {
    stopServing();
    OpenMetricsEndpoint started = OpenMetricsEndpoint.start(port, figures);
    endpoint = started;
    return started.address();
  }

  /** Where the figures are served; empty while they are not. */
  public synchronized Optional<InetSocketAddress> serving() {
    return Optional.ofNullable(endpoint).map(OpenMetricsEndpoint::address);
  }

  /** Closes the port. */
  public synchronized void stopServing() {
    if (endpoint != null) {
      endpoint.close();
      endpoint = null;
    }
  }

  /**
   * Sends the figures by OTLP over HTTP in its JSON encoding, now and then again and again.
   *
   * @param receiver with its path, for example {@code http://localhost:4318/v1/metrics}
   * @throws ExportFailed when the address is none of http or https
   */
  public synchronized void sendOtlp(URI receiver, Duration every) {
    stopSending();
    exporter = OtlpExporter.start(receiver, every, figures, events, clock);
  }

  /** Where the figures are sent; empty while they are not. */
  public synchronized Optional<URI> sendingTo() {
    return Optional.ofNullable(exporter).map(OtlpExporter::receiver);
  }

  /** Sends no more. */
  public synchronized void stopSending() {
    if (exporter != null) {
      exporter.close();
      exporter = null;
    }
  }

  /** Stops everything. */
  @Override
  public synchronized void close() {
    stopServing();
    stopSending();
  }
}
