package dev.alidade.app.fx;

import dev.alidade.engine.Progress;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that runs, or ran, in the background. Its properties change on the JavaFX
 * thread only; {@link #cancel} may be called from any thread.
 */
public final class BackgroundTask {
  /** The value of {@link #fractionProperty} while nobody knows how much is left. */
  public static final double UNKNOWN = -1;

  private final String title;
  private final boolean shown;
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(UNKNOWN);
  private final ReadOnlyObjectWrapper<TaskState> state =
      new ReadOnlyObjectWrapper<>(TaskState.RUNNING);
  private final Consumer<Report> reports;
  private volatile boolean cancelled;
  private @Nullable Thread worker;

  BackgroundTask(String title, boolean shown, FxPublisher fx) {
    this.title = title;
    this.shown = shown;
    this.reports = fx.publish(this::show);
  }

  /** What the work is, as a user names it: {@code Load movies.csv}. */
  public String title() {
    return title;
  }

  /** Whether the status bar lists it. */
  public boolean shown() {
    return shown;
  }

  /** What the work is doing right now. */
  public ReadOnlyStringProperty messageProperty() {
    return message.getReadOnlyProperty();
  }

  /** The share done, 0 to 1, or {@link #UNKNOWN}. */
  public ReadOnlyDoubleProperty fractionProperty() {
    return fraction.getReadOnlyProperty();
  }

  /** Where the task stands. */
  public ReadOnlyObjectProperty<TaskState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Asks the work to stop, by its progress and by an interrupt. A second call does nothing. */
  public synchronized void cancel() {
    if (!cancelled) {
      cancelled = true;
      Thread running = worker;
      if (running != null) {
        running.interrupt();
      }
    }
  }

  /** Whether {@link #cancel} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** The progress handed to the work. */
  Progress progress() {
    return new Progress() {
      @Override
      public void report(double done, String text) {
        reports.accept(new Report(done, text));
      }

      @Override
      public boolean cancelled() {
        return cancelled;
      }
    };
  }

  /** Marks the calling thread as the one to interrupt; false where a cancel came first. */
  synchronized boolean begin() {
    worker = Thread.currentThread();
    return !cancelled;
  }

  /** Ends the work on its thread: from here on a cancel interrupts nobody. */
  synchronized void end() {
    worker = null;
    if (cancelled) {
      // The interrupt was meant for this work only, not for the next on this pooled thread.
      Thread.interrupted();
    }
  }

  void settle(TaskState reached) {
    state.set(reached);
  }

  private void show(Report report) {
    if (state.get() == TaskState.RUNNING) {
      double done = report.fraction();
      fraction.set(done >= 0 && done <= 1 ? done : UNKNOWN);
      message.set(report.message());
    }
  }

  private record Report(double fraction, String message) {}
}
