package dev.alidade.app.chart;

import java.util.Arrays;
import java.util.List;

/** Draws layers into a raster. Knows no JavaFX. */
final class LayerPainter {
  private static final double GAP_BETWEEN_BARS = 0.12;
  private static final int COLUMN_LIMIT = 2;

  private final Raster raster;
  private final Scale x;
  private final Scale y;
  private final double density;

  /**
   * @param density pixels for each point of the screen
   */
  LayerPainter(Raster raster, Scale x, Scale y, double density) {
    this.raster = raster;
    this.x = x;
    this.y = y;
    this.density = density;
  }

  void paint(Layer layer) {
    switch (layer) {
      case Layer.Line line -> line(line);
      case Layer.Band band -> band(band.x(), band.low(), band.high(), band.argb());
      case Layer.Stack stack -> stack(stack);
      case Layer.Bars bars -> bars(bars);
      case Layer.Dots dots -> dots(dots);
      case Layer.Cloud cloud -> cloud(cloud);
      case Layer.Heat heat -> heat(heat);
      case Layer.Marks marks -> marks(marks);
      case Layer.Threshold threshold -> threshold(threshold);
      case Layer.Moment moment -> moment(moment);
      case Layer.Span span ->
          raster.rect(x.at(span.from()), 0, x.at(span.to()), raster.height(), span.argb());
    }
  }

  private void line(Layer.Line line) {
    int n = line.x().length;
    if (n > raster.width() * COLUMN_LIMIT) {
      envelope(line);
      return;
    }
    double[] xs = new double[n];
    double[] ys = new double[n];
    for (int i = 0; i < n; i++) {
      xs[i] = x.at(line.x()[i]);
      ys[i] = y.at(line.y()[i]);
    }
    Strokes.polyline(raster, xs, ys, line.width() * density, line.argb());
  }

  /** With many points in one column of pixels, the column's lowest and highest are the line. */
  private void envelope(Layer.Line line) {
    double[] low = new double[raster.width()];
    double[] high = new double[raster.width()];
    Arrays.fill(low, Double.NaN);
    Arrays.fill(high, Double.NaN);
    for (int i = 0; i < line.x().length; i++) {
      int column = (int) Math.floor(x.at(line.x()[i]));
      double at = y.at(line.y()[i]);
      if (column >= 0 && column < low.length && !Double.isNaN(at)) {
        low[column] = Double.isNaN(low[column]) ? at : Math.max(low[column], at);
        high[column] = Double.isNaN(high[column]) ? at : Math.min(high[column], at);
      }
    }
    double half = line.width() * density / 2;
    for (int column = 0; column < low.length; column++) {
      raster.column(column, high[column] - half, low[column] + half, line.argb());
    }
  }

  private void band(double[] xs, double[] low, double[] high, int argb) {
    for (int i = 0; i + 1 < xs.length; i++) {
      double x0 = x.at(xs[i]);
      double x1 = x.at(xs[i + 1]);
      double low0 = y.at(low[i]);
      double low1 = y.at(low[i + 1]);
      double high0 = y.at(high[i]);
      double high1 = y.at(high[i + 1]);
      if (Double.isNaN(low0 + low1 + high0 + high1) || x1 <= x0) {
        continue;
      }
      int last = (int) Math.min(raster.width() - 1.0, Math.ceil(x1 - 0.5) - 1);
      for (int column = Math.max(0, (int) Math.ceil(x0 - 0.5)); column <= last; column++) {
        double t = Math.clamp((column + 0.5 - x0) / (x1 - x0), 0, 1);
        raster.column(column, high0 + (high1 - high0) * t, low0 + (low1 - low0) * t, argb);
      }
    }
  }

  private void stack(Layer.Stack stack) {
    double[] below = new double[stack.x().length];
    for (Layer.Part part : stack.parts()) {
      double[] above = added(below, part.y());
      band(stack.x(), below, above, part.argb());
      below = above;
    }
  }

  private void bars(Layer.Bars bars) {
    double gap = bars.width() * GAP_BETWEEN_BARS / 2;
    double[] below = new double[bars.x().length];
    for (Layer.Part part : bars.parts()) {
      double[] above = added(below, part.y());
      for (int i = 0; i < above.length; i++) {
        if (!Double.isNaN(above[i]) && part.y()[i] != 0) {
          double left = x.at(bars.x()[i] - bars.width() / 2 + gap);
          double right = x.at(bars.x()[i] + bars.width() / 2 - gap);
          if (right - left < 1) {
            double middle = (left + right) / 2;
            left = middle - 0.5;
            right = middle + 0.5;
          }
          raster.rect(left, y.at(above[i]), right, y.at(below[i]), part.argb());
        }
      }
      below = above;
    }
  }

  private static double[] added(double[] below, double[] part) {
    double[] sum = new double[below.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = below[i] + part[i];
    }
    return sum;
  }

  private void dots(Layer.Dots dots) {
    for (int i = 0; i < dots.x().length; i++) {
      double at = y.at(dots.y()[i]);
      if (!Double.isNaN(at)) {
        Strokes.disc(raster, x.at(dots.x()[i]), at, dots.radius() * density, dots.argb());
      }
    }
  }

  private void cloud(Layer.Cloud cloud) {
    int edge = Math.max(1, (int) Math.round(cloud.size() * density));
    int[] colours = cloud.colours();
    for (int i = 0; i < cloud.x().length; i++) {
      int left = (int) Math.round(x.at(cloud.x()[i]) - edge / 2.0);
      int top = (int) Math.round(y.at(cloud.y()[i]) - edge / 2.0);
      int argb = colours[cloud.group()[i] & 0xFF];
      for (int py = top; py < top + edge; py++) {
        for (int px = left; px < left + edge; px++) {
          raster.blend(px, py, argb, 255);
        }
      }
    }
  }

  private void heat(Layer.Heat heat) {
    for (int i = 0; i < heat.x().length; i++) {
      double left = Math.floor(x.at(heat.x()[i]));
      double right = Math.max(left + 1, Math.floor(x.at(heat.x()[i] + heat.width())));
      for (int j = 0; j + 1 < heat.edges().length; j++) {
        int argb = heat.argb()[i][j];
        if (argb != 0) {
          double bottom = Math.floor(y.at(heat.edges()[j]));
          double top = Math.min(bottom - 1, Math.floor(y.at(heat.edges()[j + 1])));
          raster.rect(left, top, right, bottom, argb);
        }
      }
    }
  }

  private void marks(Layer.Marks marks) {
    for (double at : marks.x()) {
      Strokes.triangle(raster, x.at(at), raster.height() - 1.0, 7 * density, marks.argb());
    }
  }

  private void threshold(Layer.Threshold threshold) {
    double at = y.at(threshold.y());
    Strokes.dashed(
        raster, 0, at, raster.width(), at, 6 * density, 4 * density, density, threshold.argb());
  }

  private void moment(Layer.Moment moment) {
    double at = Math.floor(x.at(moment.x())) + 0.5;
    Strokes.line(raster, at, 0, at, raster.height(), density, moment.argb());
  }

  /** Lines across the plot at the ticks of its axes. */
  void grid(List<Axis.Tick> ticks, int argb) {
    for (Axis.Tick tick : ticks) {
      double at = Math.floor(y.at(tick.value()));
      raster.rect(0, at, raster.width(), at + Math.max(1, Math.floor(density)), argb);
    }
  }
}
