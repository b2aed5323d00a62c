package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import java.util.List;

/** One chart of Live: makes layers of data. Pure. */
interface LiveChart {
  /** What stands over the chart and beside its check box. */
  String title();

  /** Whether it shows before the user has chosen. */
  boolean shownAtFirst();

  /** What to draw. */
  Drawing draw(LiveData data, Palette palette);

  /** All of them, from top to bottom. */
  List<LiveChart> ALL =
      List.of(
          new LatencyChart(),
          new HeatChart(),
          new ThroughputChart(),
          new PathMixChart(),
          new FaultChart(),
          new MemoryChart(),
          new ProcessorChart());

  /**
   * A chart ready to be drawn.
   *
   * @param subtitle quiet words beside the title
   */
  record Drawing(String subtitle, Axis y, List<Layer> layers, List<LegendItem> legend) {
    public Drawing {
      layers = List.copyOf(layers);
      legend = List.copyOf(legend);
    }
  }
}
