package dev.alidade.app.table;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Work;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Background work whose result holds linear memory. A result that comes after a cancel is closed,
 * since nobody takes it.
 */
public final class ClosingTask {
  private ClosingTask() {}

  /**
   * Prepares the work. Its {@code onDone} and {@code onCancelled} are taken.
   *
   * @param taken owns the result from then on
   * @param cancelled called after a cancel
   */
  public static <T extends Releasable> BackgroundTasks.Preparation<T> of(
      BackgroundTasks tasks,
      String title,
      Work<T> work,
      Consumer<? super T> taken,
      Runnable cancelled) {
    AtomicReference<@Nullable T> made = new AtomicReference<>();
    return tasks
        .<T>task(
            title,
            progress -> {
              T result = work.run(progress);
              made.set(result);
              return result;
            })
        .onDone(
            result -> {
              made.set(null);
              taken.accept(result);
            })
        .onCancelled(
            () -> {
              T late = made.getAndSet(null);
              if (late != null) {
                late.close();
              }
              cancelled.run();
            });
  }
}
