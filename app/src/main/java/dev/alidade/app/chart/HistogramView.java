package dev.alidade.app.chart;

import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * Bars of counts over equal bins, without axes: for column profiles and distributions. A second set
 * of counts, at most the first, is drawn over it in the accent colour: what a filter keeps. JavaFX
 * thread.
 */
public final class HistogramView extends PixelSurface {
  private final ObservableValue<Palette> palette;
  private long[] all = new long[0];
  private long @Nullable [] kept;
  private double mark = Double.NaN;

  public HistogramView(ObservableValue<Palette> palette) {
    this.palette = palette;
    palette.addListener((observed, was, is) -> repaint());
  }

  /** Shows counts; {@code keptCounts} may be null. */
  public void show(long[] counts, long @Nullable [] keptCounts) {
    all = counts.clone();
    kept = keptCounts == null ? null : keptCounts.clone();
    repaint();
  }

  /** Draws a broken line at a share of the width, 0 to 1; NaN for none. */
  public void markAt(double share) {
    mark = share;
    repaint();
  }

  @Override
  protected void paint(Raster raster, double scale) {
    long highest = 1;
    for (long count : all) {
      highest = Math.max(highest, count);
    }
    Palette colours = palette.getValue();
    draw(raster, all, highest, scale, colours.argb("bar-soft"));
    long[] over = kept;
    if (over != null) {
      draw(raster, over, highest, scale, colours.argb("accent-fill"));
    }
    if (!Double.isNaN(mark)) {
      double at = Math.floor(mark * raster.width()) + 0.5;
      Strokes.dashed(
          raster, at, 0, at, raster.height(), 2 * scale, 2 * scale, scale, colours.argb("fg"));
    }
  }

  private static void draw(Raster raster, long[] counts, long highest, double scale, int argb) {
    double step = (double) raster.width() / Math.max(1, counts.length);
    double gap = step > 3 * scale ? scale : 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double height = Math.max(scale, (double) counts[i] / highest * (raster.height() - scale));
        raster.rect(
            i * step, raster.height() - height, (i + 1) * step - gap, raster.height(), argb);
      }
    }
  }
}
