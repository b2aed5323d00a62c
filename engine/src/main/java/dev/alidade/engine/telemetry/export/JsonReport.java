package dev.alidade.engine.telemetry.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceMetrics;
import dev.alidade.engine.telemetry.PerformanceReport;

/** The report as data; names are those of the records. */
final class JsonReport {
  private JsonReport() {}

  static String render(PerformanceReport report) {
    ObjectNode root = JsonText.object();
    root.put("at", report.at().toString());
    root.set("health", health(report.health()));
    root.set("metrics", metrics(report.metrics()));
    ArrayNode advice = root.putArray("recommendations");
    report
        .recommendations()
        .forEach(
            r -> advice.addObject().put("sentence", r.sentence()).put("evidence", r.evidence()));
    return JsonText.of(root);
  }

  static ObjectNode health(HealthReport health) {
    ObjectNode node = JsonText.object();
    node.put("at", health.at().toString());
    node.put("overall", health.overall().name());
    node.put("sentence", health.sentence());
    ArrayNode components = node.putArray("components");
    for (HealthReport.ComponentHealth component : health.components()) {
      ObjectNode entry = components.addObject();
      entry.put("component", component.component());
      entry.put("status", component.status().name());
      entry.put("sentence", component.sentence());
      ArrayNode evidence = entry.putArray("evidence");
      component.evidence().forEach(evidence::add);
      component.remedy().ifPresent(remedy -> entry.put("remedy", remedy.sentence()));
    }
    node.putObject("memory")
        .put("memoryPressure", health.memory().memoryPressure())
        .put("wasmMemoryUsage", health.memory().wasmMemoryUsage())
        .put("heapUsedBytes", health.memory().heapUsedBytes())
        .put("heapLimitBytes", health.memory().heapLimitBytes())
        .put("residentBytes", health.memory().residentBytes());
    return node;
  }

  private static ObjectNode metrics(PerformanceMetrics metrics) {
    ObjectNode node = JsonText.object();
    node.put("wasmCallCount", metrics.wasmCallCount());
    node.put("averageWasmNanos", metrics.averageWasmTime().toNanos());
    node.put("javaCallCount", metrics.javaCallCount());
    node.put("fallbackCallCount", metrics.fallbackCallCount());
    node.put("errorCount", metrics.errorCount());
    node.put("bytes", metrics.bytes());
    ArrayNode operations = node.putArray("operations");
    for (OperationStats stats : metrics.operations()) {
      operations
          .addObject()
          .put("operation", stats.operation())
          .put("path", stats.path().name())
          .put("reason", stats.reason())
          .put("count", stats.count())
          .put("errors", stats.errors())
          .put("fallbacks", stats.fallbacks())
          .put("p50Nanos", stats.p50Nanos())
          .put("p95Nanos", stats.p95Nanos())
          .put("p99Nanos", stats.p99Nanos())
          .put("maxNanos", stats.maxNanos())
          .put("meanNanos", stats.meanNanos())
          .put("items", stats.items())
          .put("bytes", stats.bytes());
    }
    return node;
  }
}
