package dev.alidade.app.chart;

import java.util.List;
import javafx.beans.value.ObservableValue;

/** A small line without axes; NaN leaves a gap. JavaFX thread. */
public final class Sparkline extends PixelSurface {
  private final ObservableValue<Palette> palette;
  private List<Double> values = List.of();
  private String token = "bar";

  public Sparkline(ObservableValue<Palette> palette) {
    this.palette = palette;
    palette.addListener((observed, was, is) -> repaint());
  }

  /** Shows values from left to right. */
  public void show(List<Double> shown) {
    values = List.copyOf(shown);
    repaint();
  }

  /** Draws in the colour of a token, for example {@code warn-fill}. */
  public void inColour(String tokenName) {
    token = tokenName;
    repaint();
  }

  @Override
  protected void paint(Raster raster, double scale) {
    double lowest = values.stream().filter(Double::isFinite).mapToDouble(v -> v).min().orElse(0);
    double highest = values.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(0);
    double pad = 1.5 * scale;
    LinearScale x = new LinearScale(0, Math.max(1, values.size() - 1), pad, raster.width() - pad);
    LinearScale y =
        highest > lowest
            ? new LinearScale(lowest, highest, raster.height() - pad, pad)
            : new LinearScale(lowest - 1, lowest + 1, raster.height() - pad, pad);
    double[] xs = new double[values.size()];
    double[] ys = new double[values.size()];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = x.at(i);
      ys[i] = y.at(values.get(i));
    }
    Strokes.polyline(raster, xs, ys, 1.25 * scale, palette.getValue().argb(token));
  }
}
