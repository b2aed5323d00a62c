package dev.alidade.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A chart over a shared {@link TimeRange}: head with title, subtitle and a legend that shows the
 * values under the crosshair, and the plot below. Several of them in a column share the crosshair.
 * A stretch brushed with the pointer, or zoomed to with the wheel, is told to the range. JavaFX
 * thread.
 */
public final class TimeChart extends VBox {
  private final TimeRange range;
  private final PlotView plot;
  private final Label subtitle = new Label();
  private final HBox legend = new HBox();
  private final List<LegendItem> items = new ArrayList<>();
  private final List<Label> values = new ArrayList<>();
  private @Nullable Shown shown;

  private record Shown(Axis y, List<Layer> layers) {}

  /** An empty chart. */
  public TimeChart(String title, TimeRange range, ObservableValue<Palette> palette) {
    this.range = range;
    this.plot = new PlotView(palette);
    Label head = new Label(title);
    head.getStyleClass().add("al-strong");
    subtitle.getStyleClass().addAll("al-small", "al-muted");
    legend.getStyleClass().add("al-legend");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox top = new HBox(8, head, subtitle, gap, legend);
    top.setAlignment(Pos.CENTER_LEFT);
    top.setMinHeight(24);
    VBox.setVgrow(plot, Priority.ALWAYS);
    getChildren().addAll(top, plot);
    setSpacing(4);
    setAccessibleText(title);
    listenToThePointer();
    range
        .brushToProperty()
        .addListener(
            (observed, was, is) ->
                plot.brushBetween(range.brushFromProperty().get(), is.doubleValue()));
    range.crosshairProperty().addListener((observed, was, is) -> moveCrosshair(is.doubleValue()));
  }

  /** Room for the words at the left of the plot, in points; the same in all charts of a column. */
  public TimeChart withRoom(double left) {
    plot.withRoom(left, 0);
    return this;
  }

  /** Quiet words beside the title. */
  public void subtitle(String words) {
    subtitle.setText(words);
  }

  /** Shows layers over the shared stretch of time. */
  public void show(Axis y, List<Layer> layers, List<LegendItem> legendItems) {
    shown = new Shown(y, layers);
    if (!sameLegend(legendItems)) {
      buildLegend(legendItems);
    }
    items.clear();
    items.addAll(legendItems);
    follow();
    moveCrosshair(range.crosshairProperty().get());
  }

  /** Draws the same layers again where the shared stretch of time is now. */
  public void follow() {
    Shown current = shown;
    if (current != null) {
      Axis x = Axis.bare(range.fromProperty().get(), range.toProperty().get());
      plot.show(new PlotView.Plot(x, current.y(), current.layers(), true));
    }
  }

  private boolean sameLegend(List<LegendItem> others) {
    if (others.size() != items.size()) {
      return false;
    }
    for (int i = 0; i < items.size(); i++) {
      LegendItem mine = items.get(i);
      LegendItem other = others.get(i);
      if (!mine.name().equals(other.name())
          || mine.argb() != other.argb()
          || mine.shape() != other.shape()) {
        return false;
      }
    }
    return true;
  }

  private void buildLegend(List<LegendItem> legendItems) {
    values.clear();
    List<Node> nodes = new ArrayList<>();
    for (LegendItem item : legendItems) {
      Label value = new Label();
      value.getStyleClass().add("al-legend-value");
      values.add(value);
      HBox entry = new HBox(4, mark(item), new Label(item.name()), value);
      entry.setAlignment(Pos.CENTER_LEFT);
      nodes.add(entry);
    }
    legend.getChildren().setAll(nodes);
  }

  private void listenToThePointer() {
    plot.setOnMouseMoved(event -> point(plot.valueAt(event.getX(), event.getY())));
    plot.setOnMouseExited(event -> point(Optional.empty()));
    plot.setOnMousePressed(
        event ->
            plot.valueAt(event.getX(), event.getY()).ifPresent(at -> range.beginBrush(at.getX())));
    plot.setOnMouseDragged(event -> plot.momentAt(event.getX()).ifPresent(moment -> drag(moment)));
    plot.setOnMouseReleased(event -> range.endBrush());
    plot.setOnScroll(
        event ->
            plot.valueAt(event.getX(), event.getY())
                .filter(at -> event.getDeltaY() != 0)
                .ifPresent(at -> range.zoom(at.getX(), event.getDeltaY() > 0 ? 0.8 : 1.25)));
  }

  private void drag(double moment) {
    range.brushTo(moment);
    range.crosshairProperty().set(moment);
  }

  private void point(Optional<Point2D> at) {
    range.crosshairProperty().set(at.map(Point2D::getX).orElse(Double.NaN));
  }

  private void moveCrosshair(double moment) {
    plot.crosshairAt(moment);
    for (int i = 0; i < items.size(); i++) {
      values.get(i).setText(items.get(i).valueAt(moment));
    }
  }

  private static Node mark(LegendItem item) {
    Shape shape =
        switch (item.shape()) {
          case LINE -> new Rectangle(12, 2);
          case SQUARE -> new Rectangle(8, 8);
          case DOT -> new Circle(2);
          case TRIANGLE -> new Polygon(0, 7, 4, 0, 8, 7);
        };
    shape.setFill(Palette.color(item.argb()));
    return shape;
  }
}
