package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.engine.sql.QueryPlan;
import java.util.function.ToIntFunction;
import javafx.geometry.BoundingBox;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * A plan as pixels, twice as fine as the screen where that is not too large.
 *
 * @param argb row by row from the top
 */
record PlanPicture(int width, int height, int[] argb) {
  private static final double FINE = 2;

  /** Pixels a side that the software renderer still draws in one piece. */
  private static final double MOST_PIXELS = 8_000;

  /** Draws all cards; JavaFX thread. */
  static PlanPicture of(
      PlanLayout layout, Palette palette, ToIntFunction<QueryPlan.Node> warnings) {
    BoundingBox whole =
        new BoundingBox(
            0,
            0,
            layout.width() + 2 * PlanDrawing.MARGIN,
            layout.height() + 2 * PlanDrawing.MARGIN);
    double scale = Math.min(FINE, MOST_PIXELS / Math.max(whole.getWidth(), whole.getHeight()));
    Canvas canvas = new Canvas(whole.getWidth() * scale, whole.getHeight() * scale);
    new PlanPainter(canvas.getGraphicsContext2D(), palette, warnings)
        .paint(layout, whole, scale, null);
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(palette.color("bg-subtle"));
    WritableImage image = canvas.snapshot(parameters, null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] argb = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    return new PlanPicture(width, height, argb);
  }
}
