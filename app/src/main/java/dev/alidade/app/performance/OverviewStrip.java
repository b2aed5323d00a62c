package dev.alidade.app.performance;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PixelSurface;
import dev.alidade.app.chart.Raster;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Cursor;

/**
 * Everything that telemetry keeps as one strip of calls over time, with a frame around the stretch
 * in view. Dragging across it brushes a stretch; the shape of the load shows where to look. JavaFX
 * thread.
 */
final class OverviewStrip extends PixelSurface {
  private final PerformanceContext context;
  private final ObservableValue<Palette> palette;
  private Optional<OperationHistory> calls = Optional.empty();
  private TimeSpan drawn;
  private double pressedAt;

  OverviewStrip(PerformanceContext context, ObservableValue<Palette> palette) {
    this.context = context;
    this.palette = palette;
    this.drawn = context.spanProperty().get();
    setId("overview");
    setMinHeight(28);
    setPrefHeight(28);
    setMaxHeight(28);
    setCursor(Cursor.CROSSHAIR);
    setAccessibleText("All calls since the start; drag to choose a stretch");
    context.spanProperty().subscribe(span -> follow());
    palette.addListener((observed, was, is) -> repaint());
    setOnMousePressed(event -> pressedAt = event.getX());
    setOnMouseDragged(event -> brush(event.getX()));
  }

  void show(OperationHistory whole) {
    if (!calls.equals(Optional.of(whole))) {
      calls = Optional.of(whole);
      repaint();
    }
  }

  /** Draws again once the frame or the axis has moved by a pixel. */
  private void follow() {
    TimeSpan span = context.spanProperty().get();
    double pixel = all().length().toMillis() / Math.max(1, getWidth());
    if (!span.length().equals(drawn.length())
        || Math.abs(Duration.between(drawn.to(), span.to()).toMillis()) >= pixel) {
      repaint();
    }
  }

  private void brush(double x) {
    double left = Math.clamp(Math.min(pressedAt, x), 0, getWidth());
    double right = Math.clamp(Math.max(pressedAt, x), 0, getWidth());
    context.brush(at(left), at(right));
  }

  private Instant at(double x) {
    TimeSpan all = all();
    return all.from().plusNanos((long) (all.length().toNanos() * (x / Math.max(1, getWidth()))));
  }

  /** At least as long as the stretch in view. */
  private TimeSpan all() {
    Instant from = context.spanProperty().get().from();
    Instant oldest = context.oldest();
    return new TimeSpan(oldest.isBefore(from) ? oldest : from, context.present().plusMillis(1));
  }

  @Override
  protected void paint(Raster raster, double scale) {
    TimeSpan all = all();
    Palette colours = palette.getValue();
    raster.rect(0, 0, raster.width(), raster.height(), colours.argb("bg-subtle"));
    calls.ifPresent(history -> paintCalls(raster, history, all, colours.argb("bar-soft")));
    TimeSpan shown = context.spanProperty().get();
    drawn = shown;
    double left = x(shown.from(), all, raster.width());
    double right = Math.min(raster.width(), x(shown.to(), all, raster.width()));
    int line = colours.argb("accent-line");
    raster.rect(left, 0, right, raster.height(), Palette.withOpacity(line, 0.16));
    raster.rect(left, 0, right, scale, line);
    raster.rect(left, raster.height() - scale, right, raster.height(), line);
    raster.rect(left, 0, left + 2 * scale, raster.height(), line);
    raster.rect(right - 2 * scale, 0, right, raster.height(), line);
  }

  private static void paintCalls(Raster raster, OperationHistory history, TimeSpan all, int argb) {
    double[] columns = new double[raster.width()];
    double most = 1e-9;
    for (OperationHistory.Point point : history.points()) {
      int column = (int) Math.floor(x(point.at(), all, raster.width()));
      int before =
          (int)
              Math.floor(
                  x(point.at().minusMillis((long) (point.seconds() * 1_000)), all, raster.width()));
      double rate = point.count() / Math.max(1e-3, point.seconds());
      for (int i = Math.max(0, before); i <= Math.min(columns.length - 1, column); i++) {
        columns[i] = Math.max(columns[i], rate);
        most = Math.max(most, rate);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      double height = Math.sqrt(columns[i] / most) * (raster.height() - 2);
      raster.rect(i, raster.height() - height, i + 1.0, raster.height(), argb);
    }
  }

  private static double x(Instant moment, TimeSpan all, double width) {
    double since = (double) (moment.toEpochMilli() - all.from().toEpochMilli());
    return since / all.length().toMillis() * width;
  }
}
