package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationHistory;
import java.util.ArrayList;
import java.util.List;

/** Calls a second, by path. */
final class ThroughputChart implements LiveChart {
  @Override
  public String title() {
    return "Throughput by path";
  }

  @Override
  public boolean shownAtFirst() {
    return true;
  }

  @Override
  public Drawing draw(LiveData data, Palette palette) {
    OperationHistory history = data.history();
    Steps steps = Steps.of(history);
    List<Layer.Part> parts = new ArrayList<>();
    List<LegendItem> legend = new ArrayList<>();
    for (PathShare share : PathShare.values()) {
      double[] rate =
          history.points().stream()
              .mapToDouble(point -> share.in(point) / Math.max(1e-3, point.seconds()))
              .toArray();
      int argb = palette.path(share.example());
      parts.add(new Layer.Part(rate, argb));
      legend.add(
          new LegendItem(
              share.word(),
              LegendItem.Shape.SQUARE,
              argb,
              steps.starts(),
              rate,
              Figures::perSecond));
    }
    double most =
        history.points().stream()
            .mapToDouble(point -> point.count() / Math.max(1e-3, point.seconds()))
            .max()
            .orElse(0);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Bars(steps.middles(), steps.width(), parts));
    layers.addAll(Annotations.moments(data, palette, false));
    return new Drawing(
        "calls per second",
        Axis.linear(0, Math.max(1, most * 1.1), 4, Figures::number),
        layers,
        legend);
  }
}
