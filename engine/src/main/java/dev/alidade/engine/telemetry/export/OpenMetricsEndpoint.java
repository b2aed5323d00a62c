package dev.alidade.engine.telemetry.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.alidade.engine.telemetry.MeterReading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code GET /metrics} on the loopback interface, which no other computer can reach. */
final class OpenMetricsEndpoint implements AutoCloseable {
  private static final String PATH = "/metrics";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final HttpServer server;
  private final ExecutorService threads;

  private OpenMetricsEndpoint(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  static OpenMetricsEndpoint start(int port, Supplier<MeterReading> figures) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ExecutorService threads =
          // A thread for each request: one that is never finished holds up no other.
          Executors.newThreadPerTaskExecutor(
              Thread.ofVirtual().name("alidade-openmetrics-", 0).factory());
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(exchange, figures));
      server.start();
      return new OpenMetricsEndpoint(server, threads);
    } catch (IOException e) {
      throw ExportFailed.portTaken(port, e);
    }
  }

  private static void answer(HttpExchange exchange, Supplier<MeterReading> figures)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
        return;
      }
      byte[] body = OpenMetricsText.render(figures.get()).getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
      exchange.sendResponseHeaders(OK, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
