package dev.alidade.app.vector;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.vector.SearchResults;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A bar for each stage, one after the other, and one for the time that belongs to none: waiting for
 * a turn, planning, putting the answer together.
 */
final class StageWaterfall extends VBox {
  /** Share of the whole below which what no stage counts is left out. */
  private static final double WORTH_SHOWING = 0.05;

  private static final double NAME_WIDTH = 60;
  private static final double TIME_WIDTH = 68;
  private static final double NARROWEST_BAR = 2;
  private static final double BAR_HEIGHT = 10;

  StageWaterfall(SearchResults.Explanation why) {
    super(4);
    long staged = why.stages().stream().mapToLong(SearchResults.Stage::nanos).sum();
    double total = Math.max(1, Math.max(staged, why.totalNanos()));
    long before = 0;
    for (SearchResults.Stage stage : why.stages()) {
      getChildren()
          .add(row(stage.name(), style(stage), words(stage), stage.nanos(), before / total, total));
      before += stage.nanos();
    }
    if (total - staged >= total * WORTH_SHOWING) {
      getChildren()
          .add(
              row(
                  "Other",
                  "soft",
                  "Time that belongs to no stage: waiting, planning, putting the answer together",
                  Math.round(total) - staged,
                  staged / total,
                  total));
    }
    setAccessibleText("Times of the stages of this search");
  }

  /** Measuring asks many queries both ways, on whatever paths: it is of none. */
  private static boolean measures(SearchResults.Stage stage) {
    return stage.name().equals("Measure");
  }

  private static String style(SearchResults.Stage stage) {
    return measures(stage) ? "soft" : Badge.kindOf(stage.path().used()).styleClass();
  }

  static String words(SearchResults.Stage stage) {
    return measures(stage)
        ? "What recall is known here: sampled queries are asked both ways where none is"
        : stage.path().used().label() + ": " + stage.path().reason();
  }

  private static HBox row(
      String title, String style, String why, long nanos, double from, double total) {
    double share = nanos / total;
    Label name = Labels.small(title);
    name.setMinWidth(NAME_WIDTH);
    Region bar = new Region();
    bar.getStyleClass().addAll("al-bar-fill", style);
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
    Label time = Labels.of(Figures.nanos((double) nanos), "al-mono", "al-small");
    time.setMinWidth(TIME_WIDTH);
    time.setAlignment(Pos.CENTER_RIGHT);
    HBox row = new HBox(8, name, track, time);
    row.setAlignment(Pos.CENTER_LEFT);
    Tips.on(row, why);
    return row;
  }
}
