package dev.alidade.app.chart;

/** Lines and marks, softened at their edges. Pure functions over a {@link Raster}. */
final class Strokes {
  private Strokes() {}

  /** Joins points by a line; a point that is NaN leaves a gap. A lone point becomes a dot. */
  static void polyline(Raster raster, double[] xs, double[] ys, double width, int argb) {
    for (int i = 0; i < xs.length; i++) {
      if (Double.isNaN(ys[i])) {
        continue;
      }
      boolean joinsNext = i + 1 < xs.length && !Double.isNaN(ys[i + 1]);
      boolean joinedBefore = i > 0 && !Double.isNaN(ys[i - 1]);
      if (joinsNext) {
        segment(raster, xs[i], ys[i], xs[i + 1], ys[i + 1], width);
      } else if (!joinedBefore) {
        coverDisc(raster, xs[i], ys[i], Math.max(1, width * 0.75));
      }
    }
    raster.fillCovered(argb);
  }

  /** One straight line. */
  static void line(
      Raster raster, double x0, double y0, double x1, double y1, double width, int argb) {
    segment(raster, x0, y0, x1, y1, width);
    raster.fillCovered(argb);
  }

  /** A broken line: {@code on} pixels drawn, {@code off} pixels left. */
  static void dashed(
      Raster raster,
      double x0,
      double y0,
      double x1,
      double y1,
      double on,
      double off,
      double width,
      int argb) {
    double length = Math.hypot(x1 - x0, y1 - y0);
    for (double at = 0; at < length; at += on + off) {
      double end = Math.min(length, at + on);
      segment(
          raster,
          x0 + (x1 - x0) * at / length,
          y0 + (y1 - y0) * at / length,
          x0 + (x1 - x0) * end / length,
          y0 + (y1 - y0) * end / length,
          width);
    }
    raster.fillCovered(argb);
  }

  /** A filled disc. */
  static void disc(Raster raster, double x, double y, double radius, int argb) {
    coverDisc(raster, x, y, radius);
    raster.fillCovered(argb);
  }

  /** A circle line. */
  static void ring(Raster raster, double x, double y, double radius, double width, int argb) {
    double reach = radius + width / 2 + 1;
    for (int py = (int) Math.floor(y - reach); py <= y + reach; py++) {
      for (int px = (int) Math.floor(x - reach); px <= x + reach; px++) {
        double distance = Math.abs(Math.hypot(px + 0.5 - x, py + 0.5 - y) - radius);
        raster.cover(px, py, width / 2 + 0.5 - distance);
      }
    }
    raster.fillCovered(argb);
  }

  /** A triangle that points up and stands on {@code y}. */
  static void triangle(Raster raster, double x, double y, double size, int argb) {
    for (int py = (int) Math.floor(y - size); py < y; py++) {
      double half = (py + 0.5 - (y - size)) / size * size * 0.6;
      if (half > 0) {
        raster.rect(x - half, py, x + half, py + 1.0, argb);
      }
    }
  }

  private static void coverDisc(Raster raster, double x, double y, double radius) {
    for (int py = (int) Math.floor(y - radius - 1); py <= y + radius + 1; py++) {
      for (int px = (int) Math.floor(x - radius - 1); px <= x + radius + 1; px++) {
        raster.cover(px, py, radius + 0.5 - Math.hypot(px + 0.5 - x, py + 0.5 - y));
      }
    }
  }

  private static void segment(
      Raster raster, double x0, double y0, double x1, double y1, double width) {
    double reach = width / 2 + 1;
    boolean flat = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
    double a0 = flat ? x0 : y0;
    double a1 = flat ? x1 : y1;
    double b0 = flat ? y0 : x0;
    double b1 = flat ? y1 : x1;
    double slope = a1 == a0 ? 0 : (b1 - b0) / (a1 - a0);
    double across = reach * Math.sqrt(1 + slope * slope);
    int limit = flat ? raster.width() : raster.height();
    int first = Math.max(0, (int) Math.floor(Math.min(a0, a1) - reach));
    int last = Math.min(limit - 1, (int) Math.ceil(Math.max(a0, a1) + reach));
    for (int a = first; a <= last; a++) {
      double middle = b0 + slope * (a + 0.5 - a0);
      int from = (int) Math.floor(middle - across);
      int to = (int) Math.ceil(middle + across);
      for (int b = from; b <= to; b++) {
        int px = flat ? a : b;
        int py = flat ? b : a;
        double distance = distance(px + 0.5, py + 0.5, x0, y0, x1, y1);
        raster.cover(px, py, width / 2 + 0.5 - distance);
      }
    }
  }

  private static double distance(double px, double py, double x0, double y0, double x1, double y1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double squared = dx * dx + dy * dy;
    double along = squared == 0 ? 0 : ((px - x0) * dx + (py - y0) * dy) / squared;
    double t = Math.clamp(along, 0, 1);
    return Math.hypot(px - x0 - t * dx, py - y0 - t * dy);
  }
}
