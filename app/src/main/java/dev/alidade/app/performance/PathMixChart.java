package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationHistory;
import java.util.ArrayList;
import java.util.List;

/** Which share of the calls took which path. */
final class PathMixChart implements LiveChart {
  @Override
  public String title() {
    return "Path mix";
  }

  @Override
  public boolean shownAtFirst() {
    return false;
  }

  @Override
  public Drawing draw(LiveData data, Palette palette) {
    OperationHistory history = data.history();
    Steps steps = Steps.of(history);
    List<Layer.Part> parts = new ArrayList<>();
    List<LegendItem> legend = new ArrayList<>();
    for (PathShare path : PathShare.values()) {
      double[] share =
          history.points().stream()
              .mapToDouble(
                  point ->
                      point.count() == 0 ? Double.NaN : (double) path.in(point) / point.count())
              .toArray();
      int argb = palette.path(path.example());
      parts.add(new Layer.Part(steps.y(share), argb));
      legend.add(
          new LegendItem(
              path.word(),
              LegendItem.Shape.SQUARE,
              argb,
              steps.starts(),
              share,
              Figures::wholePercent));
    }
    return new Drawing(
        "share of calls",
        Axis.linear(0, 1, 2, Figures::wholePercent),
        List.of(new Layer.Stack(steps.x(), parts)),
        legend);
  }
}
