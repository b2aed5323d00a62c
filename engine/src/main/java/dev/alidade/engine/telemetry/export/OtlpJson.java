package dev.alidade.engine.telemetry.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.MeterReading;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.OperationTotals;
import dev.alidade.engine.telemetry.ProcessUsage;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Figures as an {@code ExportMetricsServiceRequest} in the JSON encoding of OTLP: 64-bit integers
 * are strings, enums are numbers. What OpenTelemetry's semantic conventions name ({@code process},
 * {@code jvm}) has those names and units; the rest begins with {@code alidade} and follows their
 * rules.
 */
final class OtlpJson {
  private static final int CUMULATIVE = 2;

  private final ArrayNode metrics;
  private final String start;
  private final String now;

  private OtlpJson(ArrayNode metrics, Instant start, Instant now) {
    this.metrics = metrics;
    this.start = nanos(start);
    this.now = nanos(now);
  }

  static String render(MeterReading reading) {
    ObjectNode root = JsonText.object();
    ObjectNode resource = root.putArray("resourceMetrics").addObject();
    ArrayNode attributes = resource.putObject("resource").putArray("attributes");
    attribute(attributes, "service.name", "alidade");
    attribute(attributes, "service.version", version());
    attribute(attributes, "process.runtime.name", System.getProperty("java.runtime.name", ""));
    attribute(attributes, "process.runtime.version", Runtime.version().toString());
    attribute(attributes, "os.type", osType());
    ObjectNode scoped = resource.putArray("scopeMetrics").addObject();
    scoped.putObject("scope").put("name", "dev.alidade.engine").put("version", version());
    OtlpJson out = new OtlpJson(scoped.putArray("metrics"), reading.since(), reading.at());
    out.operations(reading);
    out.process(reading.process());
    out.engine(reading);
    return root.toString();
  }

  private void operations(MeterReading reading) {
    ArrayNode durations =
        histogram("alidade.operation.duration", "s", "Wall time of operations, without waiting.");
    for (OperationTotals totals : reading.operations()) {
      OperationStats stats = totals.stats();
      ObjectNode point = cumulative(durations.addObject());
      name(point, stats);
      point.put("count", "" + stats.count());
      point.put("sum", stats.meanNanos() * stats.count() / 1e9);
      point.put("max", stats.maxNanos() / 1e9);
      ArrayNode counts = point.putArray("bucketCounts");
      totals.buckets().forEach(count -> counts.add("" + count));
      ArrayNode bounds = point.putArray("explicitBounds");
      OperationTotals.BOUNDS_NANOS.forEach(bound -> bounds.add(bound / 1e9));
    }
    counter(reading, "alidade.operation.errors", "{error}", "Calls that failed.", s -> s.errors());
    counter(
        reading,
        "alidade.operation.fallbacks",
        "{call}",
        "Calls that the Java twin answered after WebAssembly failed.",
        s -> s.fallbacks());
    counter(reading, "alidade.operation.items", "{item}", "Rows or items read.", s -> s.items());
    counter(reading, "alidade.operation.io", "By", "Input read.", s -> s.bytes());
    ArrayNode waits =
        sum("alidade.operation.queue.time", "s", "Time that calls waited for their turn.", true);
    ToDoubleFunction<OperationStats> seconds = s -> s.queuedNanos() / 1e9;
    for (OperationTotals totals : reading.operations()) {
      ObjectNode point = cumulative(waits.addObject());
      name(point, totals.stats());
      point.put("asDouble", seconds.applyAsDouble(totals.stats()));
    }
  }

  private void counter(
      MeterReading reading,
      String name,
      String unit,
      String words,
      ToLongFunction<OperationStats> figure) {
    ArrayNode points = sum(name, unit, words, true);
    for (OperationTotals totals : reading.operations()) {
      ObjectNode point = cumulative(points.addObject());
      name(point, totals.stats());
      point.put("asInt", "" + figure.applyAsLong(totals.stats()));
    }
  }

  private void process(ProcessUsage process) {
    ObjectNode cpu = cumulative(sum("process.cpu.time", "s", "Processor time.", true).addObject());
    cpu.put("asDouble", process.cpuNanos() / 1e9);
    level("process.memory.usage", "By", "Physical memory in use.", process.residentBytes());
    level("process.thread.count", "{thread}", "Platform threads.", process.threads());
    ArrayNode used = sum("jvm.memory.used", "By", "Memory of the JVM in use.", false);
    amount(used, "jvm.memory.type", "heap", process.heapUsedBytes());
    amount(used, "jvm.memory.type", "non_heap", process.nonHeapBytes());
    ArrayNode limit = sum("jvm.memory.limit", "By", "The most the JVM may use.", false);
    amount(limit, "jvm.memory.type", "heap", process.heapLimitBytes());
    level("jvm.buffer.memory.used", "By", "Direct and mapped buffers.", process.directBytes());
    ObjectNode collections =
        cumulative(histogram("jvm.gc.duration", "s", "Pauses of collections.").addObject());
    collections.put("count", "" + process.gcCount());
    collections.put("sum", process.gcMillis() / 1e3);
  }

  private void engine(MeterReading reading) {
    ArrayNode used = sum("alidade.linear_memory.used", "By", "Linear memory in use.", false);
    amount(used, "alidade.memory.purpose", "vectors", reading.linear().vectorBytes());
    amount(used, "alidade.memory.purpose", "columns", reading.linear().columnBytes());
    amount(used, "alidade.memory.purpose", "scratch", reading.linear().scratchBytes());
    level(
        "alidade.linear_memory.committed",
        "By",
        "What the linear memories occupy.",
        reading.linear().committedBytes());
    ObjectNode dropped =
        cumulative(
            sum("alidade.events.dropped", "{event}", "Events that listeners lost.", true)
                .addObject());
    dropped.put("asInt", "" + reading.droppedEvents());
    ArrayNode health =
        metric("alidade.health", "1", "0 healthy, 1 degraded, 2 unhealthy.")
            .putObject("gauge")
            .putArray("dataPoints");
    for (ComponentHealth component : reading.health().components()) {
      ObjectNode point = health.addObject().put("timeUnixNano", now);
      attribute(point.putArray("attributes"), "alidade.component", component.component());
      point.put("asInt", "" + code(component.status()));
    }
  }

  private static int code(HealthStatus status) {
    return switch (status) {
      case HEALTHY -> 0;
      case DEGRADED -> 1;
      case UNHEALTHY -> 2;
    };
  }

  private void level(String name, String unit, String words, long value) {
    cumulative(sum(name, unit, words, false).addObject()).put("asInt", "" + value);
  }

  private void amount(ArrayNode points, String key, String word, long value) {
    ObjectNode point = cumulative(points.addObject());
    attribute(point.putArray("attributes"), key, word);
    point.put("asInt", "" + value);
  }

  private ObjectNode metric(String name, String unit, String words) {
    return metrics.addObject().put("name", name).put("description", words).put("unit", unit);
  }

  private ArrayNode sum(String name, String unit, String words, boolean monotonic) {
    ObjectNode sum = metric(name, unit, words).putObject("sum");
    sum.put("aggregationTemporality", CUMULATIVE).put("isMonotonic", monotonic);
    return sum.putArray("dataPoints");
  }

  private ArrayNode histogram(String name, String unit, String words) {
    ObjectNode histogram = metric(name, unit, words).putObject("histogram");
    return histogram.put("aggregationTemporality", CUMULATIVE).putArray("dataPoints");
  }

  private ObjectNode cumulative(ObjectNode point) {
    return point.put("startTimeUnixNano", start).put("timeUnixNano", now);
  }

  private static void name(ObjectNode point, OperationStats stats) {
    ArrayNode attributes = point.putArray("attributes");
    attribute(attributes, "alidade.operation.name", stats.operation());
    attribute(attributes, "alidade.operation.path", stats.path().name().toLowerCase(Locale.ROOT));
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  private static String nanos(Instant moment) {
    return "" + (moment.getEpochSecond() * 1_000_000_000L + moment.getNano());
  }

  private static String version() {
    String own = OtlpJson.class.getPackage().getImplementationVersion();
    return own == null ? "development" : own;
  }

  /** By the words of the semantic conventions. */
  private static String osType() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
  }
}
