package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceReport;
import dev.alidade.engine.telemetry.PerformanceReport.Recommendation;
import dev.alidade.engine.telemetry.Quantity;
import java.util.List;
import java.util.Locale;

/** The report as one HTML page with its figures over time and a bar for each operation. */
final class HtmlReport {
  private HtmlReport() {}

  static String render(PerformanceReport report) {
    StringBuilder body = new StringBuilder(16_384);
    body.append("<h1>Performance report</h1><p>").append(report.at()).append("</p>");
    addHealth(report.health(), body);
    body.append("<h2>Recommendations</h2>");
    if (report.recommendations().isEmpty()) {
      body.append("<p>None: nothing in these figures asks for a change.</p>");
    } else {
      body.append("<ul>");
      for (Recommendation advice : report.recommendations()) {
        body.append("<li>").append(HtmlText.escape(advice.sentence())).append("<br><small>");
        body.append(HtmlText.escape(advice.evidence())).append("</small></li>");
      }
      body.append("</ul>");
    }
    HtmlCharts.add(report.charts(), body);
    addOperations(report.metrics().operations(), body);
    return HtmlText.page("Performance report", body.toString());
  }

  private static void addHealth(HealthReport health, StringBuilder out) {
    out.append("<h2>Health: ").append(word(health.overall())).append("</h2><p>");
    out.append(HtmlText.escape(health.sentence())).append("</p><table>");
    for (ComponentHealth component : health.components()) {
      out.append("<tr class=\"first\"><td>").append(HtmlText.escape(component.component()));
      out.append("</td><td class=\"").append(word(component.status())).append("\">");
      out.append(word(component.status())).append("</td><td>");
      out.append(HtmlText.escape(component.sentence())).append("</td></tr>");
    }
    out.append("</table>");
  }

  private static void addOperations(List<OperationStats> operations, StringBuilder out) {
    double most = operations.stream().mapToDouble(OperationStats::p95Nanos).max().orElse(1);
    out.append("<h2>Operations</h2><table><tr><th>Operation</th><th>Path</th><th>Calls</th>");
    out.append("<th>p50</th><th>p95</th><th></th><th>p99</th><th>Failed</th><th>Why</th></tr>");
    for (OperationStats stats : operations) {
      out.append("<tr class=\"first\"><td>").append(HtmlText.escape(stats.operation()));
      out.append("</td><td>").append(stats.path().label());
      figure(Quantity.count(stats.count()), out);
      figure(Quantity.time(stats.p50Nanos()), out);
      figure(Quantity.time(stats.p95Nanos()), out);
      String path = stats.path().isWasm() ? "wasm" : stats.path().label().toLowerCase(Locale.ROOT);
      out.append("</td><td class=\"bar\">").append(HtmlText.bar(stats.p95Nanos() / most, path));
      figure(Quantity.time(stats.p99Nanos()), out);
      figure(Quantity.count(stats.errors()), out);
      out.append("</td><td>").append(HtmlText.escape(stats.reason())).append("</td></tr>");
    }
    out.append("</table>");
  }

  private static void figure(String text, StringBuilder out) {
    out.append("</td><td class=\"figure\">").append(text);
  }

  private static String word(HealthStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
