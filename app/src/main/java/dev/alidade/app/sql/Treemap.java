package dev.alidade.app.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rectangles as large as their values, nearly square (Bruls, Huizing and van Wijk, "Squarified
 * Treemaps", 2000).
 */
final class Treemap {
  private Treemap() {}

  record Area(double x, double y, double width, double height) {
    Area inset(double by, double top) {
      return new Area(x + by, y + top, Math.max(0, width - 2 * by), Math.max(0, height - by - top));
    }
  }

  record Tile<T>(T value, Area area) {}

  /**
   * @param values largest first; those of no size are left out
   */
  static <T> List<Tile<T>> of(List<T> values, ToDoubleFunction<T> size, Area area) {
    List<T> rest = values.stream().filter(value -> size.applyAsDouble(value) > 0).toList();
    double sum = rest.stream().mapToDouble(size).sum();
    double scale = area.width() * area.height() / Math.max(1e-9, sum);
    List<Tile<T>> tiles = new ArrayList<>();
    Area left = area;
    int from = 0;
    while (from < rest.size() && left.width() > 0 && left.height() > 0) {
      double side = Math.min(left.width(), left.height());
      int to = from + 1;
      while (to < rest.size()
          && worst(rest.subList(from, to + 1), size, scale, side)
              <= worst(rest.subList(from, to), size, scale, side)) {
        to++;
      }
      left = row(rest.subList(from, to), size, scale, left, tiles);
      from = to;
    }
    return tiles;
  }

  /** The most stretched of a row of tiles along a side. */
  private static <T> double worst(
      List<T> row, ToDoubleFunction<T> size, double scale, double side) {
    double sum = row.stream().mapToDouble(size).sum() * scale;
    double worst = 0;
    for (T value : row) {
      double area = size.applyAsDouble(value) * scale;
      worst =
          Math.max(
              worst, Math.max(side * side * area / (sum * sum), sum * sum / (side * side * area)));
    }
    return worst;
  }

  private static <T> Area row(
      List<T> row, ToDoubleFunction<T> size, double scale, Area area, List<Tile<T>> tiles) {
    double sum = row.stream().mapToDouble(size).sum() * scale;
    boolean upright = area.width() >= area.height();
    double depth = sum / (upright ? area.height() : area.width());
    double at = upright ? area.y() : area.x();
    for (T value : row) {
      double length = size.applyAsDouble(value) * scale / depth;
      tiles.add(
          new Tile<>(
              value,
              upright
                  ? new Area(area.x(), at, depth, length)
                  : new Area(at, area.y(), length, depth)));
      at += length;
    }
    return upright
        ? new Area(area.x() + depth, area.y(), area.width() - depth, area.height())
        : new Area(area.x(), area.y() + depth, area.width(), area.height() - depth);
  }
}
