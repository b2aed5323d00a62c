package dev.alidade.app.transform;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView.Plot;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import java.util.List;
import java.util.Optional;

/**
 * A chart of an aggregate: one measure over one column, a series for each value of another. Groups
 * without a value are left out.
 *
 * @param series names in the order of the palette; one without a name where there is no such column
 * @param scale what the colours of a heatmap mean; empty for other charts
 * @param note what is left out; empty for nothing
 */
record ChartPlot(
    Plot plot, List<String> series, List<Point> points, Optional<HeatScale> scale, String note) {
  /** More bars than these cannot be told apart in the room there is. */
  static final int MOST_BARS = 60;

  /** As many as the palette has colours that differ. */
  static final int MOST_SERIES = 6;

  ChartPlot {
    series = List.copyOf(series);
    points = List.copyOf(points);
  }

  /** How values are drawn. */
  enum Kind {
    BAR("Bar"),
    LINE("Line"),
    SCATTER("Scatter"),
    HEAT("Heatmap");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** One value, with its words. */
  record Point(double x, double y, int series, String words) {}

  /** What is drawn over what. */
  record Choice(Kind kind, String x, String y, Optional<String> series) {}

  /** Draws columns of a data set; empty where no row has all values. Any thread. */
  static Optional<ChartPlot> of(Dataset data, Choice choice, Palette palette, Progress progress) {
    return choice.kind() == Kind.HEAT
        ? HeatPlot.of(data, choice, palette, progress)
        : SeriesPlot.of(data, choice, palette, progress);
  }
}
