package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.MemoryHistory;
import java.util.List;

/** How busy this process keeps the machine's cores, and the pauses for garbage collection. */
final class ProcessorChart implements LiveChart {
  @Override
  public String title() {
    return "CPU and GC pauses";
  }

  @Override
  public boolean shownAtFirst() {
    return false;
  }

  @Override
  public Drawing draw(LiveData data, Palette palette) {
    List<MemoryHistory.Point> points = data.memory().points();
    Steps steps = Steps.of(data.memory());
    double length = steps.width();
    double[] cpu = points.stream().mapToDouble(MemoryHistory.Point::processCpuFraction).toArray();
    double[] pauses =
        points.stream().mapToDouble(p -> Math.min(1, p.gcPauseMillis() / length)).toArray();
    double[] pauseNanos = points.stream().mapToDouble(p -> p.gcPauseMillis() * 1e6).toArray();
    int busy = palette.argb("s1");
    int paused = palette.argb("s4");
    return new Drawing(
        "share of all cores, share of time paused",
        Axis.linear(0, 1, 2, Figures::wholePercent),
        List.of(
            new Layer.Bars(steps.middles(), length, List.of(new Layer.Part(pauses, paused))),
            new Layer.Line(steps.x(), steps.y(cpu), 1.5, busy)),
        List.of(
            new LegendItem(
                "CPU", LegendItem.Shape.LINE, busy, steps.starts(), cpu, Figures::wholePercent),
            new LegendItem(
                "GC pause",
                LegendItem.Shape.SQUARE,
                paused,
                steps.starts(),
                pauseNanos,
                Figures::nanos)));
  }
}
