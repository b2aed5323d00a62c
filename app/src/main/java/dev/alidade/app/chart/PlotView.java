package dev.alidade.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/**
 * A plot: layers drawn into pixels, axes and words as nodes around them. Values of a plot are given
 * all at once by {@link #show}; the same arrays must not change afterwards. JavaFX thread.
 */
public final class PlotView extends Region {
  private static final double LABEL_HEIGHT = 14;
  private static final double LABEL_ROOM = 6;

  private final Picture picture;
  private final ObservableValue<Palette> palette;
  private final Pane words = new Pane();
  private final Line crosshair = new Line();
  private double left = 56;
  private double bottom;
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
    words.setMouseTransparent(true);
    getChildren().addAll(picture, words, crosshair);
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

  /** Shows a plot. */
  public void show(Plot shown) {
    plot = shown;
    picture.repaint();
    requestLayout();
  }

  /** Puts the crosshair at a value of x; NaN takes it away. */
  public void crosshairAt(double x) {
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
    }
  }

  private void place(Plot current) {
    List<Label> labels = new ArrayList<>();
    double lastTop = Double.POSITIVE_INFINITY;
    for (Axis.Tick tick : current.y().ticks()) {
      double middle = yScale(current).at(tick.value());
      double top =
          Math.clamp(middle - LABEL_HEIGHT / 2, 0, Math.max(0, plotHeight() - LABEL_HEIGHT));
      if (left > 0 && lastTop - top >= LABEL_HEIGHT) {
        Label label = word(tick.label());
        label.setMinWidth(left - LABEL_ROOM);
        label.setMaxWidth(left - LABEL_ROOM);
        label.setAlignment(Pos.CENTER_RIGHT);
        label.relocate(0, top);
        labels.add(label);
        lastTop = top;
      }
    }
    if (bottom > 0) {
      placeBelow(current, labels);
    }
    for (Layer layer : current.layers()) {
      placeWords(current, layer, labels);
    }
    words.getChildren().setAll(labels);
    for (Label label : labels) {
      label.autosize();
    }
  }

  private void placeBelow(Plot current, List<Label> labels) {
    double free = 0;
    for (Axis.Tick tick : current.x().ticks()) {
      Label label = word(tick.label());
      double width = 7 * tick.label().length();
      double at = left + xScale(current).at(tick.value()) - width / 2;
      double start = Math.clamp(at, 0, Math.max(0, getWidth() - width));
      if (start >= free) {
        label.relocate(start, getHeight() - bottom + 4);
        labels.add(label);
        free = start + width + LABEL_ROOM;
      }
    }
  }

  private void placeWords(Plot current, Layer layer, List<Label> labels) {
    if (layer instanceof Layer.Threshold threshold && !threshold.label().isEmpty()) {
      Label label = coloured(threshold.label(), threshold.argb());
      double width = 7 * threshold.label().length();
      double at = yScale(current).at(threshold.y());
      label.relocate(getWidth() - width, at < LABEL_HEIGHT + 2 ? at + 1 : at - LABEL_HEIGHT - 1);
      labels.add(label);
    } else if (layer instanceof Layer.Moment moment && !moment.label().isEmpty()) {
      Label label = coloured(moment.label(), moment.argb());
      double width = 7 * moment.label().length();
      double at = left + xScale(current).at(moment.x());
      label.relocate(at - width - 4 < left ? at + 4 : at - width - 4, 0);
      labels.add(label);
    }
  }

  private static Label word(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("al-axis-label");
    return label;
  }

  private static Label coloured(String text, int argb) {
    Label label = word(text);
    label.setStyle("-fx-text-fill: #%06X;".formatted(argb & 0xFFFFFF));
    return label;
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
