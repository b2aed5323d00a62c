package dev.alidade.app.performance;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.TimeAxisBar;
import dev.alidade.app.chart.TimeChart;
import dev.alidade.app.chart.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The charts that are switched on, over one time axis. JavaFX thread. */
final class ChartColumn extends VBox {
  /** Room for the words of y: {@code 1,000 MB} in the mono face. */
  private static final double WORDS = 64;

  private final TimeRange range;
  private final ObservableValue<Palette> palette;
  private final Map<LiveChart, TimeChart> charts = new LinkedHashMap<>();
  private final VBox column = new VBox();
  private Optional<LiveData> shown = Optional.empty();
  private double drawnTo;
  private double drawnLength;

  ChartColumn(PerformanceContext context, ObservableValue<Palette> palette, ZoneId zone) {
    this.range = context.charts();
    this.palette = palette;
    range.setOnBrushed(
        (from, to) ->
            context.brush(
                Instant.ofEpochMilli(Math.round(from)), Instant.ofEpochMilli(Math.round(to))));
    for (LiveChart chart : LiveChart.ALL) {
      TimeChart made = new TimeChart(chart.title(), range, palette).withRoom(WORDS);
      made.setId("chart-" + chart.title());
      made.setPadding(new Insets(4, 16, 4, 16));
      made.getStyleClass().add("al-ruled-below");
      made.setMinHeight(64);
      VBox.setVgrow(made, Priority.ALWAYS);
      charts.put(chart, made);
    }
    TimeAxisBar axis = new TimeAxisBar(range, zone, WORDS);
    axis.setPadding(new Insets(0, 16, 0, 16));
    VBox foot = new VBox(axis);
    foot.setPadding(new Insets(0, 16, 0, 16));
    VBox.setVgrow(column, Priority.ALWAYS);
    getChildren().addAll(column, foot);
    palette.addListener((observed, was, is) -> draw());
    range.fromProperty().addListener((observed, was, is) -> follow());
    range.toProperty().addListener((observed, was, is) -> follow());
  }

  /** Shows these charts only. */
  void choose(Set<LiveChart> chosen) {
    column
        .getChildren()
        .setAll(
            charts.entrySet().stream()
                .filter(entry -> chosen.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    draw();
  }

  /** Draws new data. */
  void show(LiveData data) {
    shown = Optional.of(data);
    draw();
  }

  private void draw() {
    shown.ifPresent(
        data ->
            charts.forEach(
                (chart, view) -> {
                  if (column.getChildren().contains(view)) {
                    LiveChart.Drawing drawing = chart.draw(data, palette.getValue());
                    view.subtitle(drawing.subtitle());
                    view.show(drawing.y(), drawing.layers(), drawing.legend());
                  }
                }));
    drawnTo = range.toProperty().get();
  }

  /** Moves the pictures with the axis, once it has moved by a pixel or so. */
  private void follow() {
    double length = range.toProperty().get() - range.fromProperty().get();
    double pixel = length / Math.max(1, getWidth() - WORDS);
    double moved = Math.abs(range.toProperty().get() - drawnTo);
    if (moved >= pixel || Math.abs(length - drawnLength) >= pixel) {
      drawnTo = range.toProperty().get();
      drawnLength = length;
      for (TimeChart chart : charts.values()) {
        if (column.getChildren().contains(chart)) {
          chart.follow();
        }
      }
    }
  }
}
