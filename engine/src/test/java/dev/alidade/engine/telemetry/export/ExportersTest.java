package dev.alidade.engine.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpServer;
import dev.alidade.engine.telemetry.EngineEvent.OperationRetried;
import dev.alidade.engine.telemetry.EngineTelemetry;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.OperationTotals;
import dev.alidade.engine.telemetry.Samples;
import dev.alidade.engine.telemetry.SteeredTime;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves the process, read by a receiver that knows OpenTelemetry's own definitions. */
class ExportersTest {
  private final SteeredTime time = new SteeredTime();
  private final EngineTelemetry telemetry = new EngineTelemetry(true, time);
  private final Exporters exporters = telemetry.exporters();

  @AfterEach
  void close() {
    telemetry.close();
  }

  private record Receiver(
      HttpServer server, BlockingQueue<byte[]> bodies, AtomicInteger asked, AtomicInteger refusals)
      implements AutoCloseable {
    static Receiver start() throws IOException {
      Receiver receiver =
          new Receiver(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
              new LinkedBlockingQueue<>(),
              new AtomicInteger(),
              new AtomicInteger());
      receiver.server.createContext(
          "/v1/metrics",
          exchange -> {
            try (exchange;
                InputStream in = exchange.getRequestBody()) {
              byte[] body = in.readAllBytes();
              receiver.asked.incrementAndGet();
              boolean refuses = receiver.refusals.getAndDecrement() > 0;
              boolean json =
                  "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
              if (!refuses && json) {
                receiver.bodies.add(body);
              }
              exchange.sendResponseHeaders(refuses ? 503 : json ? 200 : 415, -1);
            }
          });
      receiver.server.start();
      return receiver;
    }

    URI address() {
      return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/metrics");
    }

    ExportMetricsServiceRequest next() throws Exception {
      byte[] body = bodies.poll(20, TimeUnit.SECONDS);
      assertThat(body).as("a request arrived").isNotNull();
      ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
      // Strict: a field that the definitions do not know is an error.
      JsonFormat.parser().merge(new String(body, StandardCharsets.UTF_8), request);
      return request.build();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static Map<String, Metric> metrics(ExportMetricsServiceRequest request) {
    return request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
        .collect(Collectors.toMap(Metric::getName, Function.identity()));
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    return list.stream()
        .collect(Collectors.toMap(KeyValue::getKey, a -> a.getValue().getStringValue()));
  }

  @Test
  void nothingLeavesTheProcessUnasked() {
    assertThat(exporters.serving()).isEmpty();
    assertThat(exporters.sendingTo()).isEmpty();
  }

  @Test
  void otlpGoesOnAfterARoundThatCouldNotBeMade() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    try (Receiver receiver = Receiver.start();
        Exporters failing =
            new Exporters(
                () -> {
                  if (rounds.incrementAndGet() == 1) {
                    throw new IllegalStateException("no figures yet");
                  }
                  return telemetry.reading();
                },
                telemetry::publish,
                time)) {
      failing.sendOtlp(receiver.address(), Duration.ofMillis(1));
      assertThat(metrics(receiver.next())).containsKey("process.memory.usage");
    }
    assertThat(telemetry.recentEvents(EventFilter.newest(9).ofKind(OperationRetried.class)))
        .anySatisfy(event -> assertThat(event.message()).contains("no figures yet"));
  }

  @Test
  void otlpIsUnderstoodByAReceiverAndHoldsEveryCall() throws Exception {
    for (int i = 0; i < 3; i++) {
      telemetry.record(Samples.wasm("vector.scan", 2_000_000));
    }
    telemetry.record(Samples.fellBack("data.sort", 40_000));
    try (Receiver receiver = Receiver.start()) {
      exporters.sendOtlp(receiver.address(), Duration.ofMinutes(1));
      ExportMetricsServiceRequest request = receiver.next();
      assertThat(attributes(request.getResourceMetrics(0).getResource().getAttributesList()))
          .containsEntry("service.name", "alidade")
          .containsKeys("service.version", "process.runtime.version", "os.type");
      Map<String, Metric> metrics = metrics(request);
      assertThat(metrics.values()).allSatisfy(m -> assertThat(m.getUnit()).isNotEmpty());

      Metric duration = metrics.get("alidade.operation.duration");
      assertThat(duration.getUnit()).isEqualTo("s");
      assertThat(duration.getHistogram().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      HistogramDataPoint scan =
          duration.getHistogram().getDataPointsList().stream()
              .filter(
                  p ->
                      attributes(p.getAttributesList())
                          .get("alidade.operation.name")
                          .equals("vector.scan"))
              .findFirst()
              .orElseThrow();
      assertThat(attributes(scan.getAttributesList()))
          .containsEntry("alidade.operation.path", "wasm_simd");
      assertThat(scan.getCount()).isEqualTo(3);
      assertThat(scan.getSum()).isEqualTo(0.006);
      assertThat(scan.getExplicitBoundsCount()).isEqualTo(OperationTotals.BOUNDS_NANOS.size());
      assertThat(scan.getBucketCountsCount()).isEqualTo(scan.getExplicitBoundsCount() + 1);
      int bucket = scan.getExplicitBoundsList().indexOf(0.0025);
      assertThat(scan.getBucketCounts(bucket)).isEqualTo(3);
      assertThat(scan.getTimeUnixNano()).isGreaterThanOrEqualTo(scan.getStartTimeUnixNano());

      assertThat(metrics.get("alidade.operation.fallbacks").getSum().getDataPointsList())
          .anyMatch(p -> p.getAsInt() == 1);
      assertThat(metrics.get("process.memory.usage").getUnit()).isEqualTo("By");
      assertThat(metrics.get("process.cpu.time").getSum().getIsMonotonic()).isTrue();
      assertThat(metrics.get("jvm.memory.used").getSum().getDataPointsList())
          .extracting(p -> attributes(p.getAttributesList()).get("jvm.memory.type"))
          .containsExactly("heap", "non_heap");
      assertThat(metrics.get("alidade.health").getGauge().getDataPointsCount()).isPositive();
    }
  }

  @Test
  void aReceiverThatIsBusyIsTriedAgainAndThatIsSaid() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      receiver.refusals().set(2);
      exporters.sendOtlp(receiver.address(), Duration.ofMinutes(1));
      receiver.next();
      assertThat(receiver.asked()).hasValue(3);
    }
    telemetry.close(); // ends the sending, so that what it told is there
    assertThat(
            telemetry.recentEvents(EventFilter.newest(10).ofKind(OperationRetried.class)).stream()
                .map(OperationRetried.class::cast))
        .allSatisfy(
            retried -> {
              assertThat(retried.attempts()).isEqualTo(3);
              assertThat(retried.succeeded()).isTrue();
              assertThat(retried.cause()).contains("503");
            });
  }

  @Test
  void refusesAnAddressThatIsNone() {
    URI mail = URI.create("mailto:someone");
    assertThatThrownBy(() -> exporters.sendOtlp(mail, Duration.ofMinutes(1)))
        .isInstanceOf(ExportFailed.class)
        .hasMessageContaining("mailto:someone");
    assertThat(exporters.sendingTo()).isEmpty();
  }

  @Test
  void openMetricsIsServedToThisComputerOnly() throws Exception {
    telemetry.record(Samples.wasm("vector.scan", 2_000_000));
    InetSocketAddress address = exporters.serveOpenMetrics(0);
    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    URI metrics = URI.create("http://localhost:" + address.getPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = get(client, metrics);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/openmetrics-text; version=1.0.0");
      assertThat(answer.body())
          .contains("alidade_operation_duration_seconds_count{operation=\"vector.scan\"")
          .contains("jvm_memory_used_bytes{jvm_memory_type=\"heap\"}")
          .endsWith("# EOF\n");
      assertThat(get(client, metrics.resolve("/other")).statusCode()).isEqualTo(404);
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(metrics)
                          .POST(HttpRequest.BodyPublishers.noBody())
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(405);
    }
    for (NetworkInterface net : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress own : net.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
        assertThatThrownBy(() -> connect(own, address.getPort()))
            .as("%s is not served", own)
            .isInstanceOf(IOException.class);
      }
    }
    exporters.stopServing();
    assertThatThrownBy(() -> connect(InetAddress.getLoopbackAddress(), address.getPort()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    int port = exporters.serveOpenMetrics(0).getPort();
    try (EngineTelemetry second = new EngineTelemetry(true, time)) {
      assertThatThrownBy(() -> second.exporters().serveOpenMetrics(port))
          .isInstanceOf(ExportFailed.class)
          .hasMessageContaining("port " + port);
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI address)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void connect(InetAddress host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 2_000);
    }
  }
}
