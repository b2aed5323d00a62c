package dev.alidade.app.transform;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView.Plot;
import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A chart of an aggregate: one measure over one column, a series for each value of another. Rows
 * without a value are left out.
 *
 * @param series names in the order of the palette; one without a name where there is no such column
 * @param note what is left out; empty for nothing
 */
record ChartPlot(Plot plot, List<String> series, List<Point> points, String note) {
  /** More bars than these cannot be told apart in the room there is. */
  static final int MOST_BARS = 60;

  /** As many as the palette has colours that differ. */
  static final int MOST_SERIES = 6;

  private static final double BAR_SHARE = 0.8;
  private static final int FEW_BARS = 6;
  private static final double LINE_WIDTH = 1.5;
  private static final double DOT = 3;
  private static final int X_TICKS = 8;
  private static final int Y_TICKS = 6;

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

  /** Draws columns of a data set; empty where no row has all values. */
  static Optional<ChartPlot> of(Dataset data, Choice choice, Palette palette) {
    if (choice.kind() == Kind.HEAT) {
      return HeatPlot.of(data, choice, palette);
    }
    Column x = data.column(choice.x());
    Column y = data.column(choice.y());
    ColumnType type = x.field().type();
    boolean categories =
        choice.kind() == Kind.BAR || !(type.isNumeric() || type == ColumnType.TIMESTAMP);
    int[] order = order(x, data.rowCount(), categories && type == ColumnType.STRING);
    Map<String, Integer> names = new LinkedHashMap<>();
    Map<String, Integer> series = new LinkedHashMap<>();
    List<Point> points = new ArrayList<>();
    int left = 0;
    for (int row : order) {
      double value = number(y.value(row));
      Object at = x.value(row);
      String name = choice.series().map(of -> Values.shown(data.column(of).value(row))).orElse("");
      double place = categories ? place(names, Values.shown(at), MOST_BARS) : number(at);
      if (Double.isNaN(value) || Double.isNaN(place)) {
        left++;
        continue;
      }
      int index = place(series, name, MOST_SERIES);
      if (index >= MOST_SERIES || (categories && place >= MOST_BARS)) {
        left++;
        continue;
      }
      String words =
          Values.shown(at)
              + (name.isEmpty() ? "" : ", " + name)
              + ": "
              + choice.y()
              + " "
              + Values.shown(y.value(row));
      points.add(new Point(place, value, index, words));
    }
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Axis across =
        categories ? categories(List.copyOf(names.keySet())) : across(type, points, choice.kind());
    List<String> shownSeries = List.copyOf(series.keySet());
    return Optional.of(
        new ChartPlot(
            new Plot(
                across,
                up(points, choice.kind()),
                layers(points, choice, palette, shownSeries.size()),
                true),
            shownSeries,
            points,
            left == 0 ? "" : Figures.counted(left, "row") + " not drawn"));
  }

  /** Where a name stands; a new one comes last, and beyond the last place where there are most. */
  static int place(Map<String, Integer> places, String name, int most) {
    Integer known = places.get(name);
    if (known != null) {
      return known;
    }
    int next = places.size();
    if (next < most) {
      places.put(name, next);
    }
    return next;
  }

  /** Rows along x; text keeps the order of the groups. */
  static int[] order(Column x, long rows, boolean asItIs) {
    IntStream all = IntStream.range(0, (int) rows);
    return asItIs
        ? all.toArray()
        : all.boxed()
            .sorted(
                Comparator.comparingDouble(
                    (Integer row) -> {
                      double value = number(x.value(row));
                      return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
                    }))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  static double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Instant instant -> (double) instant.toEpochMilli();
      case Boolean flag -> flag ? 1 : 0;
      case null, default -> Double.NaN;
    };
  }

  /** A few bars keep the width they have among many. */
  private static Axis categories(List<String> names) {
    Axis axis = Axis.categories(names);
    double room = Math.max(0, FEW_BARS - names.size()) / 2.0;
    return new Axis(axis.from() - room, axis.to() + room, false, axis.ticks());
  }

  private static Axis across(ColumnType type, List<Point> points, Kind kind) {
    double from = points.stream().mapToDouble(Point::x).min().orElse(0);
    double to = points.stream().mapToDouble(Point::x).max().orElse(1);
    double pad = kind == Kind.SCATTER ? (to - from) * 0.03 : 0;
    return type == ColumnType.TIMESTAMP
        ? Axis.time(from - pad, to + pad, X_TICKS, ZoneOffset.UTC)
        : Axis.linear(
            from - pad, to + pad, X_TICKS, value -> ColumnValues.figure(ColumnType.FLOAT64, value));
  }

  /** Bars stand on zero; lines and dots do where zero is not far away. */
  private static Axis up(List<Point> points, Kind kind) {
    double least = points.stream().mapToDouble(Point::y).min().orElse(0);
    double most = points.stream().mapToDouble(Point::y).max().orElse(1);
    double from = kind == Kind.BAR || (least > 0 && least < most / 2) ? Math.min(0, least) : least;
    double to = kind == Kind.BAR ? Math.max(0, most) : most;
    double pad = (to - from) * 0.05;
    return Axis.linear(
        from == 0 ? 0 : from - pad,
        to == 0 ? 0 : to + pad,
        Y_TICKS,
        value -> ColumnValues.figure(ColumnType.FLOAT64, value));
  }

  private static List<Layer> layers(List<Point> points, Choice choice, Palette palette, int count) {
    List<Layer> layers = new ArrayList<>();
    for (int series = 0; series < count; series++) {
      int index = series;
      List<Point> own = points.stream().filter(point -> point.series() == index).toList();
      double[] x = own.stream().mapToDouble(Point::x).toArray();
      double[] y = own.stream().mapToDouble(Point::y).toArray();
      int argb = palette.series(series);
      switch (choice.kind()) {
        case BAR -> {
          double width = BAR_SHARE / count;
          double shift = (series - (count - 1) / 2.0) * width;
          layers.add(
              new Layer.Bars(
                  Arrays.stream(x).map(at -> at + shift).toArray(),
                  width,
                  List.of(new Layer.Part(y, argb))));
        }
        case LINE -> {
          layers.add(new Layer.Line(x, y, LINE_WIDTH, argb));
          if (x.length <= MOST_BARS) {
            layers.add(new Layer.Dots(x, y, DOT, argb));
          }
        }
        case HEAT -> throw new IllegalStateException("heat has cells, no series");
        case SCATTER -> layers.add(new Layer.Dots(x, y, DOT, argb));
      }
    }
    return layers;
  }
}
