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
  private final PlotWords words = new PlotWords();
  private final Label moment = new Label();

  /**
   * @param left the room that the charts leave at their left, in points
   */
  public TimeAxisBar(TimeRange range, ZoneId zone, double left) {
    this.range = range;
    this.zone = zone;
    this.left = left;
    moment.getStyleClass().add("al-crosshair-label");
    moment.setManaged(false);
    getChildren().addAll(words, moment);
    setMinHeight(22);
    setPrefHeight(22);
    range.fromProperty().addListener((observed, was, is) -> requestLayout());
    range.toProperty().addListener((observed, was, is) -> requestLayout());
    range.crosshairProperty().addListener((observed, was, is) -> requestLayout());
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth() - left;
    words.resizeRelocate(0, 0, getWidth(), getHeight());
    moment.setVisible(false);
    words.begin();
    if (width >= LABEL_WIDTH) {
      place(width);
    }
    words.end();
  }

  private void place(double width) {
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
      double at = scale.at(tick.value()) - LABEL_WIDTH / 2;
      words.put(tick.label(), Math.clamp(at, 0, getWidth() - LABEL_WIDTH), 4);
    }
    if (pointed) {
      moment.setText(CLOCK.withZone(zone).format(Instant.ofEpochMilli((long) crosshair)));
      moment.autosize();
      double at = scale.at(crosshair) - LABEL_WIDTH / 2;
      moment.relocate(Math.clamp(at, 0, getWidth() - LABEL_WIDTH - 8), 2);
      moment.setVisible(true);
    }
  }
}
