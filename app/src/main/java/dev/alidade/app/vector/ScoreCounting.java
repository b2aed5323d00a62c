package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.VectorCollection;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** How the scores of the whole collection lie for the answer in view, counted after it came. */
final class ScoreCounting {
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final ReadOnlyObjectWrapper<Optional<VectorCollection.ScoreHistogram>> scores =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private @Nullable BackgroundTask running;

  ScoreCounting(WasmServices engine, BackgroundTasks tasks) {
    this.engine = engine;
    this.tasks = tasks;
  }

  /** Empty until they are counted, and where no vectors were compared. */
  ReadOnlyObjectProperty<Optional<VectorCollection.ScoreHistogram>> scores() {
    return scores.getReadOnlyProperty();
  }

  /** Counts for an answer; what was counted before is gone. */
  void count(Answer answer) {
    clear();
    running =
        tasks
            .task(
                "Count scores of " + answer.searched().name(),
                progress ->
                    answer
                        .asked()
                        .scores(
                            engine.vectorSearch().collection(answer.searched().name()),
                            answer.results(),
                            progress))
            .quietly()
            .onDone(scores::set)
            .start();
  }

  /** Stops counting: another search has begun. */
  void stop() {
    BackgroundTask task = running;
    if (task != null) {
      task.cancel();
    }
  }

  /** Stops, and forgets what was counted. */
  void clear() {
    stop();
    scores.set(Optional.empty());
  }
}
