package dev.alidade.app.fx;

import java.time.Duration;
import javafx.animation.PauseTransition;

/** Holds an action back until nothing newer came for a moment. JavaFX thread. */
@FunctionalInterface
public interface Debounce {
  /** Runs the action after the quiet time, unless a newer one takes its place. */
  void later(Runnable newest);

  /** Waits for a quiet time. */
  static Debounce after(Duration quiet) {
    PauseTransition pause =
        new PauseTransition(javafx.util.Duration.millis((double) quiet.toMillis()));
    return newest -> {
      pause.setOnFinished(event -> newest.run());
      pause.playFromStart();
    };
  }

  /** Runs everything at once: for tests. */
  static Debounce none() {
    return Runnable::run;
  }
}
