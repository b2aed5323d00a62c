package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.MeterReading;
import dev.alidade.engine.workspace.Backoff;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends figures by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp), in its JSON
 * encoding. What may pass by itself is tried again with growing pauses; sums are cumulative, so
 * that a round that is lost loses nothing.
 */
final class OtlpExporter implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OtlpExporter.class.getName());

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Those that the specification calls retryable. */
  private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

  static final Backoff BACKOFF = new Backoff(5, Duration.ofMillis(250), Duration.ofSeconds(4));

  private final URI receiver;
  private final Duration every;
  private final Supplier<MeterReading> figures;
  private final Consumer<EngineEvent> events;
  private final Clock clock;
  private final HttpClient client;
  private final Thread thread;
  private boolean failing;

  private OtlpExporter(
      URI receiver,
      Duration every,
      Supplier<MeterReading> figures,
      Consumer<EngineEvent> events,
      Clock clock) {
    this.receiver = receiver;
    this.every = every;
    this.figures = figures;
    this.events = events;
    this.clock = clock;
    this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    this.thread = Thread.ofPlatform().daemon().name("alidade-otlp").unstarted(this::run);
  }

  static OtlpExporter start(
      URI receiver,
      Duration every,
      Supplier<MeterReading> figures,
      Consumer<EngineEvent> events,
      Clock clock) {
    String scheme = String.valueOf(receiver.getScheme());
    if (receiver.getHost() == null || !Set.of("http", "https").contains(scheme)) {
      throw ExportFailed.badReceiver(receiver);
    }
    OtlpExporter exporter = new OtlpExporter(receiver, every, figures, events, clock);
    exporter.thread.start();
    return exporter;
  }

  URI receiver() {
    return receiver;
  }

  private void run() {
    try {
      while (true) {
        sendOnce();
        Thread.sleep(every);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** One round. Whatever goes wrong in it, the next one comes. */
  private void sendOnce() throws InterruptedException {
    long start = System.nanoTime();
    try {
      send(OtlpJson.render(figures.get()));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Figures could not be sent to " + receiver + ".", e);
      tell(1, false, e.toString(), System.nanoTime() - start);
    }
  }

  private void send(String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(receiver)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    String first = "";
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = post(request);
      first = first.isEmpty() ? outcome.problem() : first;
      if (outcome.problem().isEmpty() || !outcome.retryable() || !BACKOFF.hasNextAfter(attempt)) {
        tell(attempt, outcome.problem().isEmpty(), first, System.nanoTime() - start);
        return;
      }
      Thread.sleep(BACKOFF.pauseAfter(attempt));
    }
  }

  /** How one attempt went; no problem means well. */
  private record Outcome(String problem, boolean retryable) {}

  private Outcome post(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      return status / 100 == 2
          ? new Outcome("", false)
          : new Outcome(receiver + " answered " + status, RETRYABLE.contains(status));
    } catch (IOException e) {
      return new Outcome(receiver + " cannot be reached: " + e, true);
    }
  }

  /** A streak of failures is told once. */
  private void tell(int attempts, boolean succeeded, String cause, long nanos) {
    if (!cause.isEmpty() && (succeeded || !failing)) {
      events.accept(
          new EngineEvent.OperationRetried(
              clock.instant(), "otlp", attempts, succeeded, cause, nanos));
    }
    failing = !succeeded;
  }

  @Override
  public void close() {
    thread.interrupt();
    client.shutdownNow();
  }
}
