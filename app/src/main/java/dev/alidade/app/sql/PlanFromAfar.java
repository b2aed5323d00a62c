package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.engine.sql.QueryPlan;
import java.util.function.ToIntFunction;
import javafx.beans.value.ObservableValue;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * The part of a plan that is in view, painted: where the zoom is small, hundreds of cards are in
 * view at once, and styling a node for each would take far longer than painting them. It lies over
 * the drawing and lets the pointer through. JavaFX thread.
 */
final class PlanFromAfar extends Pane {
  private final Canvas canvas = new Canvas();
  private final ObservableValue<Palette> palette;
  private final ToIntFunction<QueryPlan.Node> warnings;
  private @Nullable PlanLayout layout;
  private Bounds seen = new BoundingBox(0, 0, 0, 0);
  private double scale = 1;
  private QueryPlan.@Nullable Node selected;

  PlanFromAfar(ObservableValue<Palette> palette, ToIntFunction<QueryPlan.Node> warnings) {
    this.palette = palette;
    this.warnings = warnings;
    setMouseTransparent(true);
    getChildren().add(canvas);
    palette.addListener((observed, was, is) -> paint());
  }

  /**
   * @param part of the drawing, in its own pixels
   */
  void show(PlanLayout shown, Bounds part, double zoom) {
    layout = shown;
    seen = part;
    scale = zoom;
    setMaxSize(part.getWidth() * zoom, part.getHeight() * zoom);
    paint();
  }

  /** Says which card is marked. */
  void mark(QueryPlan.@Nullable Node chosen) {
    selected = chosen;
    paint();
  }

  void paint() {
    PlanLayout of = layout;
    if (of == null || !isVisible()) {
      return;
    }
    canvas.setWidth(seen.getWidth() * scale);
    canvas.setHeight(seen.getHeight() * scale);
    var g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    new PlanPainter(g, palette.getValue(), warnings).paint(of, seen, scale, selected);
  }
}
