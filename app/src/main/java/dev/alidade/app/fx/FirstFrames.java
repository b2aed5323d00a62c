package dev.alidade.app.fx;

import javafx.animation.AnimationTimer;

/** Does something once a few frames have been drawn. JavaFX thread. */
public final class FirstFrames extends AnimationTimer {
  private final Runnable then;
  private int left;

  private FirstFrames(int frames, Runnable then) {
    this.left = frames;
    this.then = then;
  }

  /** Runs {@code then} after the given number of frames. */
  public static void after(int frames, Runnable then) {
    new FirstFrames(frames, then).start();
  }

  @Override
  public void handle(long now) {
    left--;
    if (left <= 0) {
      stop();
      then.run();
    }
  }
}
