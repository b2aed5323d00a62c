package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Median, p95, p99 and the slowest call of each interval, on a logarithmic scale. */
final class LatencyChart implements LiveChart {
  @Override
  public String title() {
    return "Latency bands";
  }

  @Override
  public boolean shownAtFirst() {
    return true;
  }

  @Override
  public Drawing draw(LiveData data, Palette palette) {
    OperationHistory history = data.history();
    Steps steps = Steps.of(history);
    double[] p50 = values(history, OperationHistory.Point::p50Nanos);
    double[] p95 = values(history, OperationHistory.Point::p95Nanos);
    double[] p99 = values(history, OperationHistory.Point::p99Nanos);
    double[] max = values(history, OperationHistory.Point::maxNanos);
    double[] x = steps.x();
    List<Layer> layers = new ArrayList<>(Annotations.spans(data, palette));
    layers.add(new Layer.Band(x, steps.y(p95), steps.y(p99), palette.argb("band-far")));
    layers.add(new Layer.Band(x, steps.y(p50), steps.y(p95), palette.argb("band-near")));
    layers.add(new Layer.Line(x, steps.y(p50), 1.5, palette.argb("fg")));
    layers.add(new Layer.Dots(steps.middles(), max, 1.25, palette.argb("fg-muted")));
    data.latencyLimit()
        .ifPresent(
            limit ->
                layers.add(
                    new Layer.Threshold(
                        (double) limit.toNanos(),
                        "limit " + Figures.duration(limit),
                        palette.argb("warn"))));
    layers.addAll(Annotations.moments(data, palette, true));
    double[] starts = steps.starts();
    return new Drawing(
        history.operation().isEmpty() ? "all operations" : history.operation(),
        axis(data, p50, max),
        layers,
        List.of(
            item("p50", LegendItem.Shape.LINE, palette.argb("fg"), starts, p50),
            item("p95", LegendItem.Shape.SQUARE, palette.argb("band-near"), starts, p95),
            item("p99", LegendItem.Shape.SQUARE, palette.argb("band-far"), starts, p99),
            item("max", LegendItem.Shape.DOT, palette.argb("fg-muted"), starts, max)));
  }

  /** NaN where nothing was called. */
  private static double[] values(
      OperationHistory history, ToLongFunction<OperationHistory.Point> figure) {
    return history.points().stream()
        .mapToDouble(p -> p.count() == 0 ? Double.NaN : (double) figure.applyAsLong(p))
        .toArray();
  }

  /** From the quickest median to the slowest call, with room; the limit is in view. */
  static Axis axis(LiveData data, double[] low, double[] high) {
    double from = Double.POSITIVE_INFINITY;
    double to = 0;
    for (int i = 0; i < low.length; i++) {
      from = Double.isNaN(low[i]) ? from : Math.min(from, low[i]);
      to = Double.isNaN(high[i]) ? to : Math.max(to, high[i]);
    }
    if (to == 0) {
      from = 1e5;
      to = 1e7;
    }
    if (data.latencyLimit().isPresent()) {
      double limit = (double) data.latencyLimit().get().toNanos();
      from = Math.min(from, limit);
      to = Math.max(to, limit);
    }
    return Axis.log(Math.max(1, from * 0.6), to * 1.6, Figures::nanos);
  }

  private static LegendItem item(
      String name, LegendItem.Shape shape, int argb, double[] x, double[] y) {
    return new LegendItem(name, shape, argb, x, y, Figures::nanos);
  }
}
