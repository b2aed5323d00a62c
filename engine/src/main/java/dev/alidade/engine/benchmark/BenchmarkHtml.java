package dev.alidade.engine.benchmark;

import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.telemetry.Quantity;
import dev.alidade.engine.telemetry.export.HtmlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run as one HTML page with a bar for each variant. */
final class BenchmarkHtml {
  private BenchmarkHtml() {}

  static String render(BenchmarkRun run) {
    StringBuilder body = new StringBuilder(16_384);
    body.append("<h1>Benchmark</h1><p>")
        .append(run.at())
        .append(run.quick() ? ", quick" : ", full");
    body.append(run.complete() ? "" : ", some rows only").append("<br>");
    body.append(HtmlText.escape(run.machine().sentence())).append("</p>");
    if (!run.headline().isEmpty()) {
      body.append("<h2>Through the services</h2><table>");
      for (Headline line : run.headline()) {
        headline(line, body);
      }
      body.append("</table>");
    }
    if (!run.results().isEmpty()) {
      body.append("<h2>Kernels</h2><table>");
      groups(run.results()).values().forEach(rows -> group(rows, body));
      body.append("</table>");
    }
    return HtmlText.page("Benchmark", body.toString());
  }

  /** Variants of one operation at one size share a scale. */
  private static Map<String, List<Row>> groups(List<Row> rows) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      groups.computeIfAbsent(row.name() + " " + row.size(), key -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static void headline(Headline line, StringBuilder out) {
    double wasm = line.wasmMillis().orElse(0);
    double most = Math.max(wasm, line.javaMillis());
    if (line.wasmMillis().isPresent()) {
      String speedup = String.format(Locale.ROOT, "%.2f×", line.speedup().orElse(Double.NaN));
      row(line.name(), BenchmarkCase.WASM, wasm, most, speedup, out);
      row("", BenchmarkCase.JAVA, line.javaMillis(), most, "", out);
    } else {
      row(line.name(), BenchmarkCase.JAVA, line.javaMillis(), most, "no WASM here", out);
    }
  }

  private static void group(List<Row> rows, StringBuilder out) {
    double most = rows.stream().mapToDouble(Row::medianMillis).max().orElse(1);
    String title = rows.getFirst().name() + ", " + Quantity.count(rows.getFirst().size());
    for (Row row : rows) {
      String rate = row.bytes() == 0 ? "" : Quantity.bytes(Math.round(row.bytesPerSecond())) + "/s";
      String chosen = row.chosen() ? (rate.isEmpty() ? "" : ", ") + "chosen: " + row.reason() : "";
      row(title, row.variant(), row.medianMillis(), most, rate + chosen, out);
      title = "";
    }
  }

  private static void row(
      String title, String variant, double millis, double most, String remark, StringBuilder out) {
    out.append(title.isEmpty() ? "<tr>" : "<tr class=\"first\">");
    out.append("<td>")
        .append(HtmlText.escape(title))
        .append("</td><td>")
        .append(HtmlText.escape(variant));
    out.append("</td><td class=\"figure\">").append(Quantity.time(millis * 1e6));
    out.append("</td><td class=\"bar\">");
    out.append(HtmlText.bar(most <= 0 ? 0 : millis / most, variant)).append("</td><td>");
    out.append(HtmlText.escape(remark)).append("</td></tr>");
  }
}
