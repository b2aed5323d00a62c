package dev.alidade.app.control;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a view shows while a task makes its content: grey lines, progress, Cancel. */
public final class LoadingState extends VBox {
  /** Follows a running task. */
  public LoadingState(BackgroundTask task) {
    getStyleClass().add("al-state");
    setMaxWidth(360);
    Label title = Labels.small(task.title());
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(task.fractionProperty());
    bar.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(bar, Priority.ALWAYS);
    Label percent = Labels.mono("");
    percent
        .textProperty()
        .bind(
            task.fractionProperty()
                .map(
                    done ->
                        done.doubleValue() < 0 ? "" : Figures.wholePercent(done.doubleValue())));
    Label message = Labels.small("");
    message.textProperty().bind(task.messageProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Hyperlink cancel = new Hyperlink("Cancel");
    cancel.setOnAction(event -> task.cancel());
    HBox progress = new HBox(8, bar, percent);
    progress.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(title, line(1), line(0.75), progress, new HBox(8, message, gap, cancel));
    setAlignment(Pos.CENTER_LEFT);
  }

  private Region line(double share) {
    Region line = new Region();
    line.getStyleClass().add("al-skeleton");
    line.maxWidthProperty().bind(widthProperty().subtract(48).multiply(share));
    return line;
  }
}
