package dev.alidade.app.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** The time axis below a column of {@link TimeChart}s, with the moment under the crosshair. */
public final class TimeAxisBar extends Pane {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final double LABEL_WIDTH = 60;

  private final TimeRange range;
  private final ZoneId zone;
  private final double left;
  private final Label moment = new Label();

  /**
   * @param left the room that the charts leave at their left, in points
   */
  public TimeAxisBar(TimeRange range, ZoneId zone, double left) {
    this.range = range;
    this.zone = zone;
    this.left = left;
    moment.getStyleClass().add("al-crosshair-label");
    setMinHeight(22);
    setPrefHeight(22);
    range.fromProperty().addListener((observed, was, is) -> place());
    range.toProperty().addListener((observed, was, is) -> place());
    range.crosshairProperty().addListener((observed, was, is) -> place());
    widthProperty().addListener((observed, was, is) -> place());
  }

  private void place() {
    getChildren().clear();
    double width = getWidth() - left;
    if (width < LABEL_WIDTH) {
      return;
    }
    double from = range.fromProperty().get();
    double to = range.toProperty().get();
    Axis axis = Axis.time(from, to, (int) (width / (LABEL_WIDTH * 2)), zone);
    Scale scale = axis.scale(left, left + width);
    double crosshair = range.crosshairProperty().get();
    boolean pointed = crosshair >= from && crosshair <= to;
    for (Axis.Tick tick : axis.ticks()) {
      if (pointed && Math.abs(scale.at(tick.value()) - scale.at(crosshair)) < LABEL_WIDTH) {
        continue;
      }
      Label label = new Label(tick.label());
      label.getStyleClass().add("al-axis-label");
      double at = scale.at(tick.value()) - LABEL_WIDTH / 2;
      label.relocate(Math.clamp(at, 0, getWidth() - LABEL_WIDTH), 4);
      getChildren().add(label);
    }
    if (pointed) {
      moment.setText(CLOCK.withZone(zone).format(Instant.ofEpochMilli((long) crosshair)));
      double at = scale.at(crosshair) - LABEL_WIDTH / 2;
      moment.relocate(Math.clamp(at, 0, getWidth() - LABEL_WIDTH - 8), 2);
      getChildren().add(moment);
    }
  }
}
