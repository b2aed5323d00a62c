package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import java.util.function.BiConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The whole plan, small, with a frame around what is in view; a drag moves the view. */
final class PlanMap extends StackPane {
  private static final double WIDTH = 128;
  private static final double HEIGHT = 76;

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
  private final ObservableValue<Palette> palette;
  private @Nullable PlanLayout layout;
  private Bounds seen = new BoundingBox(0, 0, 0, 0);

  /**
   * @param onMove takes the middle of what shall be in view, in the drawing's own pixels
   */
  PlanMap(ObservableValue<Palette> palette, BiConsumer<Double, Double> onMove) {
    this.palette = palette;
    getStyleClass().add("al-plan-map");
    setId("plan-map");
    setAccessibleText("Overview of the plan");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    getChildren().add(canvas);
    palette.addListener((observed, was, is) -> paint());
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> move(event, onMove));
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> move(event, onMove));
  }

  void show(PlanLayout shown) {
    layout = shown;
    paint();
  }

  /** Says what part of the drawing is in view. */
  void see(Bounds part) {
    seen = part;
    paint();
  }

  private void move(MouseEvent event, BiConsumer<Double, Double> onMove) {
    PlanLayout of = layout;
    if (of != null) {
      double scale = scale(of);
      onMove.accept(
          (event.getX() - left(of)) / scale + PlanDrawing.MARGIN,
          (event.getY() - top(of)) / scale + PlanDrawing.MARGIN);
    }
    event.consume();
  }

  private static double scale(PlanLayout of) {
    return Math.min(WIDTH / Math.max(1, of.width()), HEIGHT / Math.max(1, of.height()));
  }

  private static double left(PlanLayout of) {
    return (WIDTH - of.width() * scale(of)) / 2;
  }

  private static double top(PlanLayout of) {
    return (HEIGHT - of.height() * scale(of)) / 2;
  }

  private void paint() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, WIDTH, HEIGHT);
    PlanLayout of = layout;
    if (of == null) {
      return;
    }
    Palette colours = palette.getValue();
    double scale = scale(of);
    for (PlanTree tree : of.cards()) {
      PlanLayout.Place place = of.place(tree);
      g.setFill(colours.color(token(tree.step())));
      g.fillRect(
          left(of) + place.x() * scale,
          top(of) + place.y() * scale,
          Math.max(1, PlanCard.WIDTH * scale),
          Math.max(1, PlanCard.HEIGHT * scale));
    }
    g.setStroke(colours.color("accent-fill"));
    double x = Math.max(0.5, left(of) + (seen.getMinX() - PlanDrawing.MARGIN) * scale);
    double y = Math.max(0.5, top(of) + (seen.getMinY() - PlanDrawing.MARGIN) * scale);
    double right = left(of) + (seen.getMaxX() - PlanDrawing.MARGIN) * scale;
    double bottom = top(of) + (seen.getMaxY() - PlanDrawing.MARGIN) * scale;
    g.strokeRect(x, y, Math.min(WIDTH - 0.5, right) - x, Math.min(HEIGHT - 0.5, bottom) - y);
  }

  private static String token(PlanTree.Step step) {
    return step instanceof PlanTree.Step.Line line
            && PlanWords.cost(line.node()) == PlanWords.Cost.HIGH
        ? "warn-fill"
        : "bar-soft";
  }
}
