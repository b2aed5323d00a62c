package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationHistory;
import java.util.List;

/** Calls that failed, and calls that WebAssembly was tried for and Java answered. */
final class FaultChart implements LiveChart {
  @Override
  public String title() {
    return "Errors and fallbacks";
  }

  @Override
  public boolean shownAtFirst() {
    return false;
  }

  @Override
  public Drawing draw(LiveData data, Palette palette) {
    List<OperationHistory.Point> points = data.history().points();
    Steps steps = Steps.of(data.history());
    double[] errors = points.stream().mapToDouble(p -> (double) p.errors()).toArray();
    double[] fallbacks = points.stream().mapToDouble(p -> (double) p.fallbacks()).toArray();
    double most =
        points.stream().mapToDouble(p -> (double) p.errors() + p.fallbacks()).max().orElse(0);
    int error = palette.argb("err-fill");
    int fallback = palette.argb("warn-fill");
    return new Drawing(
        "calls per interval",
        Axis.linear(0, Math.max(2, Math.ceil(most * 1.1)), 2, Figures::number),
        List.of(
            new Layer.Bars(
                steps.middles(),
                steps.width(),
                List.of(new Layer.Part(errors, error), new Layer.Part(fallbacks, fallback)))),
        List.of(
            item("errors", error, steps.starts(), errors),
            item("fallbacks", fallback, steps.starts(), fallbacks)));
  }

  private static LegendItem item(String name, int argb, double[] x, double[] y) {
    return new LegendItem(name, LegendItem.Shape.SQUARE, argb, x, y, Figures::number);
  }
}
