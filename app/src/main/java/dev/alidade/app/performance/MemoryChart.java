package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.LegendItem;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.MemoryHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the process's memory is used for, with a mark where garbage was collected. */
final class MemoryChart implements LiveChart {
  private static final double MEGABYTE = 1_048_576;

  /** From here on ticks stand in gigabytes. */
  private static final double GIGABYTES_FROM = 8 * 1024 * MEGABYTE;

  private record Kind(String name, String token, ToDoubleFunction<MemoryHistory.Point> bytes) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("vectors", "s1", p -> (double) p.vectorBytes()),
          new Kind("columns", "s5", p -> (double) p.columnBytes()),
          new Kind("Java heap", "s3", p -> (double) p.heapUsedBytes()),
          new Kind("other", "s4", MemoryChart::other));

  @Override
  public String title() {
    return "Memory by kind";
  }

  @Override
  public boolean shownAtFirst() {
    return true;
  }

  @Override
  public Drawing draw(LiveData data, Palette palette) {
    List<MemoryHistory.Point> points = data.memory().points();
    Steps steps = Steps.of(data.memory());
    List<Layer.Part> parts = new ArrayList<>();
    List<LegendItem> legend = new ArrayList<>();
    for (Kind kind : KINDS) {
      double[] bytes = points.stream().mapToDouble(kind.bytes()).toArray();
      int argb = palette.argb(kind.token());
      parts.add(new Layer.Part(steps.y(bytes), argb));
      legend.add(
          new LegendItem(
              kind.name(),
              LegendItem.Shape.SQUARE,
              argb,
              steps.starts(),
              bytes,
              value -> Figures.bytes(Math.round(value))));
    }
    legend.add(LegendItem.plain("GC", LegendItem.Shape.TRIANGLE, palette.argb("fg")));
    double most = points.stream().mapToDouble(MemoryChart::whole).max().orElse(0);
    return new Drawing(
        "",
        Axis.bytes(0, Math.max(1, most * 1.1), 3, MemoryChart::tick),
        List.of(
            new Layer.Stack(steps.x(), parts),
            new Layer.Marks(collections(data), palette.argb("fg"))),
        legend);
  }

  /** Ticks are round in megabytes; a gigabyte is 1,024 of them. */
  private static String tick(double bytes) {
    return bytes >= GIGABYTES_FROM
        ? Figures.bytes(Math.round(bytes))
        : Figures.count(Math.round(bytes / MEGABYTE)) + " MB";
  }

  private static double[] collections(LiveData data) {
    double[] middles = Steps.of(data.memory()).middles();
    List<MemoryHistory.Point> points = data.memory().points();
    return IntStream.range(0, middles.length)
        .filter(i -> points.get(i).gcCount() > 0)
        .mapToDouble(i -> middles[i])
        .toArray();
  }

  /** What the process occupies beside heap, vectors and columns. */
  private static double other(MemoryHistory.Point point) {
    return (double)
        Math.max(
            0,
            point.residentBytes()
                - point.heapUsedBytes()
                - point.vectorBytes()
                - point.columnBytes());
  }

  private static double whole(MemoryHistory.Point point) {
    return KINDS.stream().mapToDouble(kind -> kind.bytes().applyAsDouble(point)).sum();
  }
}
