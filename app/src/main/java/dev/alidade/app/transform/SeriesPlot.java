package dev.alidade.app.transform;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView.Plot;
import dev.alidade.app.chart.Ticks;
import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import dev.alidade.app.transform.ChartPlot.Choice;
import dev.alidade.app.transform.ChartPlot.Kind;
import dev.alidade.app.transform.ChartPlot.Point;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** A measure as bars, lines or dots, a colour for each series. */
final class SeriesPlot {
  /** Of the room of a name; few bars would look like walls. */
  private static final double BAR_SHARE = 0.8;

  private static final double FEW_BARS_SHARE = 0.56;
  private static final int FEW_BARS = 4;
  private static final double LINE_WIDTH = 1.5;
  private static final double DOT = 3;

  /** So that dots at the ends of an axis are whole. */
  private static final double DOT_ROOM = 0.01;

  private static final int X_TICKS = 8;
  private static final int Y_TICKS = 6;

  private SeriesPlot() {}

  /** Draws columns of a data set; empty where no row has all values. */
  static Optional<ChartPlot> of(Dataset data, Choice choice, Palette palette, Progress progress) {
    Column x = data.column(choice.x());
    Column y = data.column(choice.y());
    ColumnType type = x.field().type();
    boolean named =
        choice.kind() == Kind.BAR || !(type.isNumeric() || type == ColumnType.TIMESTAMP);
    ChartRows rows = new ChartRows(data, progress);
    Map<String, Integer> names = named ? rows.places(x, ChartPlot.MOST_BARS) : Map.of();
    Optional<Column> colour = choice.series().map(data::column);
    Map<String, Integer> series =
        colour.map(of -> rows.places(of, ChartPlot.MOST_SERIES)).orElse(Map.of("", 0));
    List<Point> points = new ArrayList<>();
    rows.along(
        x,
        row -> {
          String at = Values.shown(x.value(row));
          String name = colour.map(of -> Values.shown(of.value(row))).orElse("");
          double value = ChartRows.number(y.value(row));
          Integer slot = named ? names.get(at) : Integer.valueOf(0);
          Integer index = series.get(name);
          double place = named && slot != null ? slot : ChartRows.number(x.value(row));
          if (slot == null || index == null) {
            rows.leaveOutWithoutRoom();
          } else if (Double.isNaN(value) || Double.isNaN(place)) {
            rows.leaveOutWithoutValue();
          } else {
            String who = name.isEmpty() ? at : at + ", " + name;
            points.add(
                new Point(
                    place,
                    value,
                    index,
                    who + ": " + choice.y() + " " + Values.shown(y.value(row))));
          }
        });
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Axis across =
        named ? Axis.categories(List.copyOf(names.keySet())) : across(type, points, choice.kind());
    return Optional.of(
        new ChartPlot(
            new Plot(
                across,
                up(points, choice.kind()),
                layers(points, choice.kind(), palette, series.size(), names.size()),
                true),
            List.copyOf(series.keySet()),
            points,
            Optional.empty(),
            rows.leftOut()));
  }

  private static Axis across(ColumnType type, List<Point> points, Kind kind) {
    double[] range = ChartRows.range(points.stream().mapToDouble(Point::x).toArray());
    double pad = kind == Kind.SCATTER ? (range[1] - range[0]) * 0.03 : 0;
    double from = range[0] - pad;
    double to = range[1] + pad;
    return type == ColumnType.TIMESTAMP
        ? Axis.time(from, to, X_TICKS, ZoneOffset.UTC)
        : Axis.linear(from, to, X_TICKS, words(Ticks.niceStep((to - from) / X_TICKS)));
  }

  /** Bars stand on zero; lines and dots do where zero is not far away. */
  private static Axis up(List<Point> points, Kind kind) {
    double[] range = ChartRows.range(points.stream().mapToDouble(Point::y).toArray());
    double least = range[0];
    double most = range[1];
    boolean onZero = kind == Kind.BAR || (least > 0 && least < most / 2);
    Axis axis =
        Axis.around(
            onZero ? Math.min(0, least) : least,
            kind == Kind.BAR ? Math.max(0, most) : most,
            Y_TICKS,
            SeriesPlot::words);
    double pad = kind == Kind.SCATTER ? (axis.to() - axis.from()) * DOT_ROOM : 0;
    return new Axis(axis.from() - pad, axis.to() + pad, false, axis.ticks());
  }

  /** Writes figures with the decimals that tell ticks of this distance apart. */
  private static DoubleFunction<String> words(double step) {
    return value -> Figures.tick(value, step);
  }

  private static List<Layer> layers(
      List<Point> points, Kind kind, Palette palette, int count, int names) {
    List<Layer> layers = new ArrayList<>();
    double share = names <= FEW_BARS ? FEW_BARS_SHARE : BAR_SHARE;
    for (int series = 0; series < count; series++) {
      int index = series;
      List<Point> own = points.stream().filter(point -> point.series() == index).toList();
      double[] x = own.stream().mapToDouble(Point::x).toArray();
      double[] y = own.stream().mapToDouble(Point::y).toArray();
      int argb = palette.series(series);
      switch (kind) {
        case BAR -> {
          double width = share / count;
          double shift = (series - (count - 1) / 2.0) * width;
          layers.add(
              new Layer.Bars(
                  Arrays.stream(x).map(at -> at + shift).toArray(),
                  width,
                  List.of(new Layer.Part(y, argb))));
        }
        case LINE -> {
          layers.add(new Layer.Line(x, y, LINE_WIDTH, argb));
          if (x.length <= ChartPlot.MOST_BARS) {
            layers.add(new Layer.Dots(x, y, DOT, argb));
          }
        }
        case HEAT -> throw new IllegalStateException("heat has cells, no series");
        case SCATTER -> layers.add(new Layer.Dots(x, y, DOT, argb));
      }
    }
    if (kind == Kind.BAR) {
      layers.add(
          new Layer.Line(
              new double[] {-0.5, names - 0.5}, new double[] {0, 0}, 1, palette.argb("border")));
    }
    return layers;
  }
}
