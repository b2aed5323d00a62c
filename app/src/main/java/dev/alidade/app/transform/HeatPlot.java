package dev.alidade.app.transform;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView.Plot;
import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.app.transform.ChartPlot.Choice;
import dev.alidade.app.transform.ChartPlot.Point;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A measure as coloured cells: one column across, another up. */
final class HeatPlot {
  /** The lightest colour, so that a cell with a value differs from an empty one. */
  private static final double FAINTEST = 0.1;

  private HeatPlot() {}

  /** Draws columns of a data set; empty where no row has all values. */
  static Optional<ChartPlot> of(Dataset data, Choice choice, Palette palette) {
    Map<String, Integer> across = new LinkedHashMap<>();
    Map<String, Integer> up = new LinkedHashMap<>();
    List<Point> cells = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    Column x = data.column(choice.x());
    Column measure = data.column(choice.y());
    Optional<Column> rows = choice.series().map(data::column);
    int left = 0;
    for (int row : ChartPlot.order(x, data.rowCount(), x.field().type() == ColumnType.STRING)) {
      double value = ChartPlot.number(measure.value(row));
      String name = Values.shown(x.value(row));
      String line = rows.isPresent() ? Values.shown(rows.get().value(row)) : choice.y();
      boolean fits = has(across, name) && has(up, line);
      if (Double.isNaN(value) || !fits) {
        left++;
        continue;
      }
      cells.add(
          new Point(
              ChartPlot.place(across, name, ChartPlot.MOST_BARS),
              ChartPlot.place(up, line, ChartPlot.MOST_BARS),
              0,
              name + ", " + line + ": " + choice.y() + " " + Values.shown(measure.value(row))));
      values.add(value);
    }
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    int[][] colours = new int[across.size()][up.size()];
    for (int i = 0; i < cells.size(); i++) {
      double share = most > least ? (values.get(i) - least) / (most - least) : 1;
      colours[(int) cells.get(i).x()][(int) cells.get(i).y()] =
          palette.heat(FAINTEST + (1 - FAINTEST) * share);
    }
    Layer heat =
        new Layer.Heat(
            IntStream.range(0, across.size()).mapToDouble(i -> i - 0.5).toArray(),
            1,
            IntStream.rangeClosed(0, up.size()).mapToDouble(i -> i - 0.5).toArray(),
            colours);
    String range =
        ColumnValues.figure(ColumnType.FLOAT64, least)
            + " (light) to "
            + ColumnValues.figure(ColumnType.FLOAT64, most)
            + (left == 0 ? "" : ", " + Figures.counted(left, "row") + " not drawn");
    return Optional.of(
        new ChartPlot(
            new Plot(
                Axis.categories(List.copyOf(across.keySet())),
                Axis.categories(List.copyOf(up.keySet())),
                List.of(heat),
                false),
            List.of(),
            cells,
            range));
  }

  /** Whether a name is there or there is room for it. */
  private static boolean has(Map<String, Integer> places, String name) {
    return places.size() < ChartPlot.MOST_BARS || places.containsKey(name);
  }
}
