package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceMetrics;
import dev.alidade.engine.telemetry.PerformanceReport;
import dev.alidade.engine.telemetry.PerformanceReport.Recommendation;
import dev.alidade.engine.telemetry.Quantity;
import java.util.Locale;

/** The report as a page to read or to attach to a ticket. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String render(PerformanceReport report) {
    StringBuilder out = new StringBuilder(4_096);
    PerformanceMetrics metrics = report.metrics();
    out.append("# Performance report\n\n").append(report.at()).append("\n\n");
    addHealth(report.health(), out);
    out.append("## Recommendations\n\n");
    if (report.recommendations().isEmpty()) {
      out.append("None: nothing in these figures asks for a change.\n");
    }
    for (Recommendation advice : report.recommendations()) {
      out.append("- ").append(text(advice.sentence())).append("  \n  Evidence: ");
      out.append(text(advice.evidence())).append('\n');
    }
    out.append("\n## Operations\n\n");
    out.append(
        "%s calls on WASM (mean %s), %s on Java, %s fell back, %s failed, %s read.%n%n"
            .formatted(
                Quantity.count(metrics.wasmCallCount()),
                Quantity.time(metrics.averageWasmTime().toNanos()),
                Quantity.count(metrics.javaCallCount()),
                Quantity.count(metrics.fallbackCallCount()),
                Quantity.count(metrics.errorCount()),
                Quantity.bytes(metrics.bytes())));
    out.append("| Operation | Path | Calls | p50 | p95 | p99 | Slowest | Failed | Why |\n");
    out.append("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
    for (OperationStats stats : metrics.operations()) {
      out.append(
          "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  text(stats.operation()),
                  stats.path().label(),
                  Quantity.count(stats.count()),
                  Quantity.time(stats.p50Nanos()),
                  Quantity.time(stats.p95Nanos()),
                  Quantity.time(stats.p99Nanos()),
                  Quantity.time(stats.maxNanos()),
                  Quantity.count(stats.errors()),
                  text(stats.reason())));
    }
    return out.toString().replace("\r\n", "\n");
  }

  private static void addHealth(HealthReport health, StringBuilder out) {
    out.append("## Health: ").append(word(health.overall().name())).append("\n\n");
    out.append(text(health.sentence())).append("\n\n");
    out.append("| Component | State | What was found |\n| --- | --- | --- |\n");
    for (ComponentHealth component : health.components()) {
      out.append("| ").append(text(component.component())).append(" | ");
      out.append(word(component.status().name())).append(" | ");
      out.append(text(component.sentence())).append(" |\n");
    }
    out.append(
        "%nMemory: heap %s of %s, linear %s, process %s, pressure %s.%n%n"
            .formatted(
                Quantity.bytes(health.memory().heapUsedBytes()),
                Quantity.bytes(health.memory().heapLimitBytes()),
                Quantity.bytes(health.memory().wasmMemoryUsage()),
                Quantity.bytes(health.memory().residentBytes()),
                Quantity.share(health.memory().memoryPressure())));
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Nothing in a text may end a cell or a line. */
  private static String text(String value) {
    return value.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
  }
}
