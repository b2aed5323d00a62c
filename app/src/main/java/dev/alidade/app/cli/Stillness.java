package dev.alidade.app.cli;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;

/** Waits until nothing works for a number of frames in a row. */
final class Stillness extends AnimationTimer {
  private static final int FRAMES = 45;

  private final BooleanSupplier busy;
  private final CompletableFuture<Boolean> reached;
  private int still;

  private Stillness(BooleanSupplier busy, CompletableFuture<Boolean> reached) {
    this.busy = busy;
    this.reached = reached;
  }

  /** Completes {@code reached} on the JavaFX thread once it is still. */
  static void await(BooleanSupplier busy, CompletableFuture<Boolean> reached) {
    new Stillness(busy, reached).start();
  }

  @Override
  public void handle(long now) {
    still = busy.getAsBoolean() ? 0 : still + 1;
    if (still >= FRAMES) {
      stop();
      reached.complete(true);
    }
  }
}
