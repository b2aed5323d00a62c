package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceReport;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Figures in the OpenMetrics 1.0 text format
 * (https://prometheus.io/docs/specs/om/open_metrics_spec/). Units are base units: seconds, bytes,
 * ratios.
 */
final class OpenMetricsText {
  private OpenMetricsText() {}

  static String render(PerformanceReport report) {
    StringBuilder out = new StringBuilder(4_096);
    List<OperationStats> operations = report.metrics().operations();
    addDurations(operations, out);
    addCounter(
        "alidade_operation_errors", "Calls that failed.", operations, out, OperationStats::errors);
    addCounter(
        "alidade_operation_fallbacks",
        "Calls that the Java twin answered after WASM failed.",
        operations,
        out,
        OperationStats::fallbacks);
    addCounter(
        "alidade_operation_items", "Rows or items read.", operations, out, OperationStats::items);
    addCounter(
        "alidade_operation_input_bytes", "Input read.", operations, out, OperationStats::bytes);
    addMemory(report.health(), out);
    family(out, "alidade_health_state", "stateset", "", "State of each component.");
    for (ComponentHealth component : report.health().components()) {
      for (HealthStatus status : HealthStatus.values()) {
        out.append("alidade_health_state{component=\"").append(label(component.component()));
        out.append("\",alidade_health_state=\"");
        out.append(status.name().toLowerCase(Locale.ROOT)).append("\"} ");
        out.append(component.status() == status ? 1 : 0).append('\n');
      }
    }
    return out.append("# EOF\n").toString();
  }

  private static void addDurations(List<OperationStats> operations, StringBuilder out) {
    String name = "alidade_operation_duration_seconds";
    family(out, name, "summary", "seconds", "Wall time of operations.");
    for (OperationStats stats : operations) {
      quantile(out, name, stats, "0.5", stats.p50Nanos());
      quantile(out, name, stats, "0.95", stats.p95Nanos());
      quantile(out, name, stats, "0.99", stats.p99Nanos());
      out.append(name).append("_count{").append(labels(stats)).append("} ");
      out.append(stats.count()).append('\n');
      out.append(name).append("_sum{").append(labels(stats)).append("} ");
      out.append(stats.meanNanos() * stats.count() / 1e9).append('\n');
    }
  }

  private static void quantile(
      StringBuilder out, String name, OperationStats stats, String quantile, long nanos) {
    out.append(name).append('{').append(labels(stats)).append(",quantile=\"").append(quantile);
    out.append("\"} ").append(nanos / 1e9).append('\n');
  }

  private static void addCounter(
      String name,
      String help,
      List<OperationStats> operations,
      StringBuilder out,
      ToLongFunction<OperationStats> figure) {
    family(out, name, "counter", name.endsWith("_bytes") ? "bytes" : "", help);
    for (OperationStats stats : operations) {
      out.append(name).append("_total{").append(labels(stats)).append("} ");
      out.append(figure.applyAsLong(stats)).append('\n');
    }
  }

  private static void addMemory(HealthReport health, StringBuilder out) {
    String name = "alidade_memory_used_bytes";
    family(out, name, "gauge", "bytes", "Memory in use.");
    gauge(out, name, "heap", health.memory().heapUsedBytes());
    gauge(out, name, "linear", health.memory().wasmMemoryUsage());
    gauge(out, name, "resident", health.memory().residentBytes());
    family(
        out,
        "alidade_memory_pressure_ratio",
        "gauge",
        "ratio",
        "The largest of heap, linear memory and process share of its limit.");
    out.append("alidade_memory_pressure_ratio ");
    out.append(health.memory().memoryPressure()).append('\n');
  }

  private static void gauge(StringBuilder out, String name, String kind, long value) {
    out.append(name).append("{kind=\"").append(kind).append("\"} ").append(value).append('\n');
  }

  private static void family(
      StringBuilder out, String name, String type, String unit, String help) {
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    if (!unit.isEmpty()) {
      out.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
    }
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
  }

  private static String labels(OperationStats stats) {
    return "operation=\"%s\",path=\"%s\""
        .formatted(label(stats.operation()), stats.path().name().toLowerCase(Locale.ROOT));
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
