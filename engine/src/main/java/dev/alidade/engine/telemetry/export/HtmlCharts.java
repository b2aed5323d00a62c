package dev.alidade.engine.telemetry.export;

import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.PerformanceReport.Charts;
import dev.alidade.engine.telemetry.Quantity;
import dev.alidade.engine.telemetry.export.SvgLines.Line;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What happened over time, as pictures within the page. */
final class HtmlCharts {
  private HtmlCharts() {}

  static void add(Charts charts, StringBuilder out) {
    List<OperationHistory.Point> calls = charts.operations().points();
    List<MemoryHistory.Point> memory = charts.memory().points();
    if (calls.stream().allMatch(point -> point.count() == 0) && memory.size() < 2) {
      return;
    }
    out.append("<h2>Over time</h2>");
    List<Instant> moments = calls.stream().map(OperationHistory.Point::at).toList();
    new SvgLines("Latency of all operations", moments, Quantity::time)
        .logarithmic()
        .add(new Line("p50", "p50", latency(calls, OperationHistory.Point::p50Nanos)))
        .add(new Line("p95", "p95", latency(calls, OperationHistory.Point::p95Nanos)))
        .add(new Line("p99", "p99", latency(calls, OperationHistory.Point::p99Nanos)))
        .render(out);
    new SvgLines("Calls a second", moments, value -> Quantity.count(Math.round(value)))
        .add(new Line("calls", "p50", values(calls, point -> point.count() / point.seconds())))
        .add(new Line("failed", "failed", values(calls, point -> point.errors() / point.seconds())))
        .render(out);
    new SvgLines(
            "Memory",
            memory.stream().map(MemoryHistory.Point::at).toList(),
            value -> Quantity.bytes(Math.round(value)))
        .add(new Line("heap", "p50", values(memory, MemoryHistory.Point::heapUsedBytes)))
        .add(new Line("linear", "wasm", values(memory, MemoryHistory.Point::linearCommittedBytes)))
        .add(new Line("process", "bar", values(memory, MemoryHistory.Point::residentBytes)))
        .render(out);
  }

  /** An interval without calls has no latency: the line has a gap there. */
  private static double[] latency(
      List<OperationHistory.Point> points, ToDoubleFunction<OperationHistory.Point> nanos) {
    return values(points, p -> p.count() == 0 ? Double.NaN : nanos.applyAsDouble(p));
  }

  private static <T> double[] values(List<T> points, ToDoubleFunction<T> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
