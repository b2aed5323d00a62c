package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;

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
  static PlanPicture of(PlanDrawing drawing, Palette palette) {
    drawing.applyCss();
    drawing.layout();
    double longest = Math.max(drawing.getPrefWidth(), drawing.getPrefHeight());
    double scale = Math.min(FINE, MOST_PIXELS / longest) / drawing.getScaleX();
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(palette.color("bg-subtle"));
    parameters.setTransform(Transform.scale(scale, scale));
    WritableImage image = drawing.snapshot(parameters, null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] argb = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    return new PlanPicture(width, height, argb);
  }
}
