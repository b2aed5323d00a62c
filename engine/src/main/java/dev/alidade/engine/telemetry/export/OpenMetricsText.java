package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.MeterReading;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.OperationTotals;
import dev.alidade.engine.telemetry.PerformanceReport;
import dev.alidade.engine.telemetry.ProcessUsage;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Figures in the OpenMetrics 1.0 text format
 * (https://prometheus.io/docs/specs/om/open_metrics_spec/). Units are base units: seconds, bytes,
 * ratios. Names are those of {@link OtlpJson} as OpenTelemetry maps them to this format: dots
 * become underscores, the unit and {@code _total} come last.
 */
final class OpenMetricsText {
  private final StringBuilder out = new StringBuilder(4_096);

  private OpenMetricsText() {}

  static String render(PerformanceReport report) {
    return render(report.metrics().operations(), report.process(), report.health());
  }

  static String render(MeterReading reading) {
    return render(
        reading.operations().stream().map(OperationTotals::stats).toList(),
        reading.process(),
        reading.health());
  }

  private static String render(
      List<OperationStats> operations, ProcessUsage process, HealthReport health) {
    OpenMetricsText text = new OpenMetricsText();
    text.addDurations(operations);
    text.addCounter(
        "alidade_operation_errors", "", "Calls that failed.", operations, s -> s.errors());
    text.addCounter(
        "alidade_operation_fallbacks",
        "",
        "Calls that the Java twin answered after WASM failed.",
        operations,
        s -> s.fallbacks());
    text.addCounter(
        "alidade_operation_items", "", "Rows or items read.", operations, s -> s.items());
    text.addCounter(
        "alidade_operation_io_bytes", "bytes", "Input read.", operations, s -> s.bytes());
    text.addCounter(
        "alidade_operation_queue_time_seconds",
        "seconds",
        "Time that calls waited for their turn.",
        operations,
        s -> s.queuedNanos() / 1e9);
    text.addProcess(process);
    text.addEngine(health);
    return text.out.append("# EOF\n").toString();
  }

  private void addDurations(List<OperationStats> operations) {
    String name = "alidade_operation_duration_seconds";
    family(name, "summary", "seconds", "Wall time of operations, without waiting.");
    for (OperationStats stats : operations) {
      quantile(name, stats, "0.5", stats.p50Nanos());
      quantile(name, stats, "0.95", stats.p95Nanos());
      quantile(name, stats, "0.99", stats.p99Nanos());
      sample(name + "_count", labels(stats), stats.count());
      sample(name + "_sum", labels(stats), stats.meanNanos() * stats.count() / 1e9);
    }
  }

  private void quantile(String name, OperationStats stats, String quantile, long nanos) {
    sample(name, labels(stats) + ",quantile=\"" + quantile + "\"", nanos / 1e9);
  }

  private void addCounter(
      String name,
      String unit,
      String help,
      List<OperationStats> operations,
      Function<OperationStats, Number> figure) {
    family(name, "counter", unit, help);
    for (OperationStats stats : operations) {
      sample(name + "_total", labels(stats), String.valueOf(figure.apply(stats)));
    }
  }

  private void addProcess(ProcessUsage process) {
    family("process_cpu_time_seconds", "counter", "seconds", "Processor time.");
    sample("process_cpu_time_seconds_total", "", process.cpuNanos() / 1e9);
    family("process_memory_usage_bytes", "gauge", "bytes", "Physical memory in use.");
    sample("process_memory_usage_bytes", "", process.residentBytes());
    family("process_thread_count", "gauge", "", "Platform threads.");
    sample("process_thread_count", "", process.threads());
    family("jvm_memory_used_bytes", "gauge", "bytes", "Memory of the JVM in use.");
    sample("jvm_memory_used_bytes", "jvm_memory_type=\"heap\"", process.heapUsedBytes());
    sample("jvm_memory_used_bytes", "jvm_memory_type=\"non_heap\"", process.nonHeapBytes());
    family("jvm_memory_limit_bytes", "gauge", "bytes", "The most the JVM may use.");
    sample("jvm_memory_limit_bytes", "jvm_memory_type=\"heap\"", process.heapLimitBytes());
    family("jvm_gc_duration_seconds", "summary", "seconds", "Pauses of collections.");
    sample("jvm_gc_duration_seconds_count", "", process.gcCount());
    sample("jvm_gc_duration_seconds_sum", "", process.gcMillis() / 1e3);
  }

  private void addEngine(HealthReport health) {
    String linear = "alidade_linear_memory_committed_bytes";
    family(linear, "gauge", "bytes", "What the linear memories occupy.");
    sample(linear, "", health.memory().wasmMemoryUsage());
    String pressure = "alidade_memory_pressure_ratio";
    family(
        pressure,
        "gauge",
        "ratio",
        "The largest of heap, linear memory and process share of its limit.");
    sample(pressure, "", health.memory().memoryPressure());
    family("alidade_health_state", "stateset", "", "State of each component.");
    for (ComponentHealth component : health.components()) {
      for (HealthStatus status : HealthStatus.values()) {
        sample(
            "alidade_health_state",
            "component=\"%s\",alidade_health_state=\"%s\""
                .formatted(label(component.component()), status.name().toLowerCase(Locale.ROOT)),
            component.status() == status ? 1 : 0);
      }
    }
  }

  private void family(String name, String type, String unit, String help) {
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    if (!unit.isEmpty()) {
      out.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
    }
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
  }

  private void sample(String name, String labels, long value) {
    sample(name, labels, Long.toString(value));
  }

  private void sample(String name, String labels, double value) {
    sample(name, labels, Double.toString(value));
  }

  private void sample(String name, String labels, String value) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(value).append('\n');
  }

  private static String labels(OperationStats stats) {
    return "operation=\"%s\",path=\"%s\""
        .formatted(label(stats.operation()), stats.path().name().toLowerCase(Locale.ROOT));
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
