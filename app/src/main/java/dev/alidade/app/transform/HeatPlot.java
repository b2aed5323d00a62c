package dev.alidade.app.transform;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView.Plot;
import dev.alidade.app.format.Values;
import dev.alidade.app.transform.ChartPlot.Choice;
import dev.alidade.app.transform.ChartPlot.Point;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A measure as coloured cells: one column across, another down. */
final class HeatPlot {
  private HeatPlot() {}

  /** Draws columns of a data set; empty where no row has all values. */
  static Optional<ChartPlot> of(Dataset data, Choice choice, Palette palette, Progress progress) {
    Column x = data.column(choice.x());
    Column measure = data.column(choice.y());
    Optional<Column> line = choice.series().map(data::column);
    ChartRows rows = new ChartRows(data, progress);
    Map<String, Integer> across = rows.places(x, ChartPlot.MOST_BARS);
    Map<String, Integer> down =
        line.map(of -> rows.places(of, ChartPlot.MOST_BARS)).orElse(Map.of(choice.y(), 0));
    int lines = down.size();
    List<Point> cells = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    rows.along(
        x,
        row -> {
          String name = Values.shown(x.value(row));
          String other = line.map(of -> Values.shown(of.value(row))).orElse(choice.y());
          double value = ChartRows.number(measure.value(row));
          Integer at = across.get(name);
          Integer from = down.get(other);
          if (at == null || from == null) {
            rows.leaveOutWithoutRoom();
          } else if (Double.isNaN(value)) {
            rows.leaveOutWithoutValue();
          } else {
            String who = line.isPresent() ? name + ", " + other : name;
            cells.add(
                new Point(
                    at,
                    lines - 1.0 - from,
                    0,
                    who + ": " + choice.y() + " " + Values.shown(measure.value(row))));
            values.add(value);
          }
        });
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    double[] range = ChartRows.range(values.stream().mapToDouble(Double::doubleValue).toArray());
    HeatScale scale = new HeatScale(choice.y(), range[0], range[1]);
    int[][] colours = new int[across.size()][lines];
    for (int i = 0; i < cells.size(); i++) {
      colours[(int) cells.get(i).x()][(int) cells.get(i).y()] =
          scale.colour(values.get(i), palette);
    }
    return Optional.of(
        new ChartPlot(
            new Plot(
                Axis.categories(List.copyOf(across.keySet())),
                Axis.categories(List.copyOf(down.keySet()).reversed()),
                List.of(
                    new Layer.Heat(
                        IntStream.range(0, across.size()).mapToDouble(i -> i - 0.5).toArray(),
                        1,
                        IntStream.rangeClosed(0, lines).mapToDouble(i -> i - 0.5).toArray(),
                        colours)),
                false),
            List.of(),
            cells,
            Optional.of(scale),
            rows.leftOut()));
  }
}
