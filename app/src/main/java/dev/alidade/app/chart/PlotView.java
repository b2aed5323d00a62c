package dev.alidade.app.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * A plot: layers drawn into pixels, axes and words as nodes around them. Values of a plot are given
 * all at once by {@link #show}; the same arrays must not change afterwards. JavaFX thread.
 */
public final class PlotView extends Region {
  private final Picture picture;
  private final ObservableValue<Palette> palette;
  private final PlotWords words = new PlotWords();
  private final Line crosshair = new Line();
  private final Rectangle brush = new Rectangle();
  private double left = 56;
  private double leastLeft;
  private double mostLeft;
  private double bottom;
  private double pointed = Double.NaN;
  private double brushFrom = Double.NaN;
  private double brushTo = Double.NaN;
  private @Nullable Plot plot;

  /**
   * What a plot shows.
   *
   * @param grid whether lines cross the plot at the ticks of y
   */
  public record Plot(Axis x, Axis y, List<Layer> layers, boolean grid) {
    public Plot {
      layers = List.copyOf(layers);
    }
  }

  /** An empty plot. */
  public PlotView(ObservableValue<Palette> palette) {
    this.palette = palette;
    this.picture = new Picture();
    crosshair.getStrokeDashArray().setAll(4.0, 3.0);
    crosshair.setVisible(false);
    crosshair.setManaged(false);
    crosshair.getStyleClass().add("al-crosshair");
    brush.setVisible(false);
    brush.setManaged(false);
    brush.setMouseTransparent(true);
    brush.getStyleClass().add("al-brush");
    getChildren().addAll(picture, words, brush, crosshair);
    setMinSize(0, 0);
    palette.addListener((observed, was, is) -> picture.repaint());
  }

  /** Room for the words of the axes: at the left, and below (0 leaves them away). */
  public PlotView withRoom(double atLeft, double below) {
    left = atLeft;
    bottom = below;
    requestLayout();
    return this;
  }

  /** Room at the left for the words of each plot that is shown, and no more than it needs. */
  public PlotView withFittingRoom(double least, double most, double below) {
    leastLeft = least;
    mostLeft = most;
    return withRoom(least, below);
  }

  /** Shows a plot. */
  public void show(Plot shown) {
    plot = shown;
    if (mostLeft > 0) {
      left = Math.clamp(AxisLabels.widthOf(shown.y()), leastLeft, mostLeft);
    }
    picture.repaint();
    requestLayout();
  }

  /** Puts the crosshair at a value of x; NaN takes it away. */
  public void crosshairAt(double x) {
    pointed = x;
    placeCrosshair();
  }

  /** Tints a stretch of x; NaN takes the tint away. */
  public void brushBetween(double from, double to) {
    brushFrom = from;
    brushTo = to;
    Plot current = plot;
    brush.setVisible(current != null && to > from);
    if (current != null && to > from) {
      double start = Math.clamp(left + xScale(current).at(from), left, Math.max(left, getWidth()));
      double end = Math.clamp(left + xScale(current).at(to), left, Math.max(left, getWidth()));
      brush.setX(start);
      brush.setWidth(end - start);
      brush.setHeight(plotHeight());
    }
  }

  private void placeCrosshair() {
    double x = pointed;
    Plot current = plot;
    boolean shown = current != null && x >= current.x().from() && x <= current.x().to();
    crosshair.setVisible(shown);
    if (shown && current != null) {
      double at = left + xScale(current).at(x);
      crosshair.setStartX(at);
      crosshair.setEndX(at);
      crosshair.setStartY(0);
      crosshair.setEndY(plotHeight());
    }
  }

  /** The values under a point of this node; empty outside the plot. */
  public Optional<Point2D> valueAt(double px, double py) {
    Plot current = plot;
    if (current == null || px < left || px > getWidth() || py < 0 || py > plotHeight()) {
      return Optional.empty();
    }
    return Optional.of(new Point2D(xScale(current).value(px - left), yScale(current).value(py)));
  }

  /** The x under a point of this node, within the plot; empty without one. */
  OptionalDouble momentAt(double px) {
    Plot current = plot;
    return current == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            xScale(current).value(Math.clamp(px, left, Math.max(left, getWidth())) - left));
  }

  /** Where values stand in this node, in points. */
  public Point2D pointOf(double x, double y) {
    Plot current = plot;
    return current == null
        ? Point2D.ZERO
        : new Point2D(left + xScale(current).at(x), yScale(current).at(y));
  }

  @Override
  protected void layoutChildren() {
    double width = Math.max(0, getWidth() - left);
    picture.resizeRelocate(left, 0, width, plotHeight());
    words.resizeRelocate(0, 0, getWidth(), getHeight());
    Plot current = plot;
    if (current != null && width > 0) {
      place(current);
      placeCrosshair();
      brushBetween(brushFrom, brushTo);
    }
  }

  private void place(Plot current) {
    words.begin();
    if (left > 0) {
      AxisLabels.beside(current.y(), yScale(current), left, plotHeight()).forEach(this::put);
    }
    if (bottom > 0) {
      AxisLabels.below(current.x(), xScale(current), left, getWidth(), getHeight() - bottom + 4)
          .forEach(this::put);
    }
    for (Layer layer : current.layers()) {
      placeWords(current, layer);
    }
    words.end();
  }

  private void put(AxisLabels.Label label) {
    words.put(label.text(), label.x(), label.y());
  }

  private void placeWords(Plot current, Layer layer) {
    if (layer instanceof Layer.Threshold threshold && !threshold.label().isEmpty()) {
      double width = PlotWords.widthOf(threshold.label());
      double at = yScale(current).at(threshold.y());
      double top = at < AxisLabels.HEIGHT + 2 ? at + 1 : at - AxisLabels.HEIGHT - 1;
      words.put(threshold.label(), getWidth() - width, top, threshold.argb());
    } else if (layer instanceof Layer.Moment moment && !moment.label().isEmpty()) {
      double width = PlotWords.widthOf(moment.label());
      double at = left + xScale(current).at(moment.x());
      double start = at - width - 4 < left ? at + 4 : at - width - 4;
      words.put(moment.label(), start, 0, moment.argb());
    }
  }

  private double plotHeight() {
    return Math.max(0, getHeight() - bottom);
  }

  private Scale xScale(Plot current) {
    return current.x().scale(0, Math.max(1, getWidth() - left));
  }

  private Scale yScale(Plot current) {
    return current.y().scale(plotHeight(), 0);
  }

  private final class Picture extends PixelSurface {
    @Override
    protected void paint(Raster raster, double density) {
      Plot current = plot;
      if (current == null) {
        return;
      }
      LayerPainter painter =
          new LayerPainter(
              raster,
              current.x().scale(0, raster.width()),
              current.y().scale(raster.height(), 0),
              density);
      if (current.grid()) {
        painter.grid(current.y().ticks(), palette.getValue().argb("grid"));
      }
      current.layers().forEach(painter::paint);
    }
  }
}
