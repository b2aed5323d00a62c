package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationHistory;
import java.util.List;
import java.util.stream.IntStream;

/** How many calls took how long: a cell is an interval and half an octave of latency. */
final class HeatChart implements LiveChart {
  /** What a single call is coloured, so that it stands out of the background. */
  private static final double FAINTEST = 0.2;

  @Override
  public String title() {
    return "Latency heatmap";
  }

  @Override
  public boolean shownAtFirst() {
    return true;
  }

  @Override
  public Drawing draw(LiveData data, Palette palette) {
    OperationHistory history = data.history();
    int first = cells(history).min().orElse(33);
    int last = cells(history).max().orElse(47);
    long most =
        history.points().stream()
            .flatMap(point -> point.latencyCells().values().stream())
            .mapToLong(count -> count)
            .max()
            .orElse(1);
    Steps steps = Steps.of(history);
    double[] edges = IntStream.rangeClosed(first, last + 1).mapToDouble(HeatChart::edge).toArray();
    int[][] colours =
        history.points().stream()
            .map(
                point ->
                    IntStream.rangeClosed(first, last)
                        .map(
                            cell ->
                                colour(point.latencyCells().getOrDefault(cell, 0L), most, palette))
                        .toArray())
            .toArray(int[][]::new);
    return new Drawing(
        "log scale, calls per cell",
        Axis.log(edge(first - 1), edge(last + 2), Figures::nanos),
        List.of(new Layer.Heat(steps.starts(), steps.width(), edges, colours)),
        List.of(
            LegendItem.plain("1", LegendItem.Shape.SQUARE, colour(1, most, palette)),
            LegendItem.plain(
                Figures.count(most), LegendItem.Shape.SQUARE, colour(most, most, palette))));
  }

  private static IntStream cells(OperationHistory history) {
    return history.points().stream()
        .flatMap(point -> point.latencyCells().keySet().stream())
        .mapToInt(cell -> cell);
  }

  private static double edge(int cell) {
    return Math.pow(2, cell / 2.0);
  }

  private static int colour(long count, long most, Palette palette) {
    if (count == 0) {
      return 0;
    }
    double share = most <= 1 ? 1 : Math.log((double) count) / Math.log((double) most);
    return palette.heat(FAINTEST + (1 - FAINTEST) * share);
  }
}
