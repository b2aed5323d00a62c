package dev.alidade.app.transform;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.transform.AggregateViewModel.Aggregated;
import dev.alidade.engine.Progress;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes charts of groups: few at once, many in the background, where only the newest counts. JavaFX
 * thread.
 */
final class ChartDrawing {
  /** Drawn within a millisecond or two; more rows are drawn in the background. */
  static final int ROWS_AT_ONCE = 2_000;

  private final BackgroundTasks tasks;
  private final Consumer<Optional<ChartPlot>> drawn;
  private final Consumer<Throwable> failed;
  private @Nullable BackgroundTask running;

  ChartDrawing(
      BackgroundTasks tasks, Consumer<Optional<ChartPlot>> drawn, Consumer<Throwable> failed) {
    this.tasks = tasks;
    this.drawn = drawn;
    this.failed = failed;
  }

  /** Draws groups in place of what is being drawn. */
  void draw(Aggregated groups, ChartPlot.Choice choice, Palette palette) {
    cancel();
    if (groups.data().rowCount() <= ROWS_AT_ONCE) {
      drawn.accept(ChartPlot.of(groups.data(), choice, palette, Progress.NONE));
      return;
    }
    running =
        tasks
            .task(
                "Draw the chart",
                progress -> {
                  try (HeldDataset own = HeldDataset.of(groups.data())) {
                    return ChartPlot.of(own.data(), choice, palette, progress);
                  }
                })
            .quietly()
            .onDone(drawn)
            .onFailed(failed)
            .start();
  }

  /** Stops what is being drawn; nobody is told of it. */
  void cancel() {
    BackgroundTask now = running;
    if (now != null) {
      now.cancel();
      running = null;
    }
  }
}
