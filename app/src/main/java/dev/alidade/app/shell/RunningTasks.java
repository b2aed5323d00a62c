package dev.alidade.app.shell;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Pressable;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;
import org.controlsfx.control.TaskProgressView;

/** Work under way, in the status bar: the newest with progress and Cancel, all of it on a click. */
final class RunningTasks extends HBox {
  private final List<BackgroundTask> running;
  private final Label title = Labels.of("", "al-small");
  private final ProgressBar bar = new ProgressBar();
  private final Label percent = Labels.of("", "al-mono", "al-small");
  private final Button cancel = new Button("Cancel");
  private final TaskProgressView<TaskMirror> all = new TaskProgressView<>();
  private final Popup popup = new Popup();

  RunningTasks(BackgroundTasks tasks) {
    super(8);
    running = tasks.running();
    setId("running-tasks");
    setAlignment(Pos.CENTER_LEFT);
    cancel.getStyleClass().add("al-flat");
    cancel.setOnAction(event -> running.getLast().cancel());
    HBox words = new HBox(8, title, bar, percent);
    words.setAlignment(Pos.CENTER_LEFT);
    Pressable.of(words, "Running work, show all", this::open);
    getChildren().addAll(words, cancel);
    all.setPrefSize(360, 200);
    StackPane frame = new StackPane(all);
    frame.getStyleClass().add("al-task-popup");
    popup.getContent().add(frame);
    popup.setAutoHide(true);
    tasks.running().addListener((ListChangeListener<BackgroundTask>) change -> show());
    show();
  }

  private void show() {
    boolean some = !running.isEmpty();
    setVisible(some);
    setManaged(some);
    bar.progressProperty().unbind();
    percent.textProperty().unbind();
    if (some) {
      BackgroundTask newest = running.getLast();
      title.setText(
          newest.title() + (running.size() > 1 ? " and " + (running.size() - 1) + " more" : ""));
      bar.progressProperty().bind(newest.fractionProperty());
      percent
          .textProperty()
          .bind(newest.fractionProperty().map(done -> percentOf(done.doubleValue())));
    }
    if (popup.isShowing()) {
      mirror();
    }
  }

  private void open() {
    mirror();
    Bounds place = localToScreen(getBoundsInLocal());
    if (place != null) {
      popup.show(this, place.getMinX(), place.getMinY() - 216);
    }
  }

  private void mirror() {
    all.getTasks().setAll(running.stream().map(TaskMirror::new).toList());
    if (running.isEmpty()) {
      popup.hide();
    }
  }

  private static String percentOf(double done) {
    return done < 0 ? "" : Figures.wholePercent(done);
  }
}
