package dev.alidade.app.shell;

import dev.alidade.app.fx.BackgroundTask;
import javafx.concurrent.Task;

/** Shows a background task to controls that know only JavaFX's own tasks; never runs itself. */
final class TaskMirror extends Task<Void> {
  private static final double WHOLE = 1.0;

  private final BackgroundTask original;

  TaskMirror(BackgroundTask original) {
    this.original = original;
    updateTitle(original.title());
    original.fractionProperty().subscribe(done -> updateProgress(done.doubleValue(), WHOLE));
    original.messageProperty().subscribe(this::updateMessage);
  }

  @Override
  protected Void call() {
    throw new IllegalStateException("the mirrored task runs elsewhere: " + original.title());
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    original.cancel();
    return true;
  }
}
