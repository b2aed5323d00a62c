package dev.alidade.app.vector;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.vector.SearchResults;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A bar for each stage, from when it began to when it ended. */
final class StageWaterfall extends VBox {
  private static final double NAME_WIDTH = 60;
  private static final double TIME_WIDTH = 68;
  private static final double NARROWEST_BAR = 2;
  private static final double BAR_HEIGHT = 10;

  StageWaterfall(SearchResults.Explanation why) {
    super(4);
    long total = Math.max(1, why.stages().stream().mapToLong(SearchResults.Stage::nanos).sum());
    long before = 0;
    for (SearchResults.Stage stage : why.stages()) {
      getChildren().add(row(stage, (double) before / total, (double) stage.nanos() / total));
      before += stage.nanos();
    }
    setAccessibleText("Times of the stages of this search");
  }

  private static HBox row(SearchResults.Stage stage, double from, double share) {
    Label name = Labels.small(stage.name());
    name.setMinWidth(NAME_WIDTH);
    Region bar = new Region();
    bar.getStyleClass().addAll("al-bar-fill", Badge.kindOf(stage.path().used()).styleClass());
    bar.setManaged(false);
    Pane track = new Pane(bar);
    track.setMinWidth(0);
    track.setPrefHeight(BAR_HEIGHT);
    track.setMaxHeight(BAR_HEIGHT);
    HBox.setHgrow(track, Priority.ALWAYS);
    track
        .widthProperty()
        .addListener(
            (observed, was, is) -> {
              double width = Math.max(NARROWEST_BAR, share * is.doubleValue());
              bar.resizeRelocate(
                  Math.min(from * is.doubleValue(), is.doubleValue() - width),
                  0,
                  width,
                  BAR_HEIGHT);
            });
    Label time = Labels.of(Figures.nanos((double) stage.nanos()), "al-mono", "al-small");
    time.setMinWidth(TIME_WIDTH);
    time.setAlignment(Pos.CENTER_RIGHT);
    HBox row = new HBox(8, name, track, time);
    row.setAlignment(Pos.CENTER_LEFT);
    Tooltip.install(row, new Tooltip(stage.path().used().label() + ": " + stage.path().reason()));
    return row;
  }
}
