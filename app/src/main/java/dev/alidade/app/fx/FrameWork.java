package dev.alidade.app.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * Pieces of work on the scene graph, one a frame and in order, so that no frame has to style and
 * lay out all of them: making nodes is cheap, and their first styling is not. There is one queue
 * because there is one JavaFX thread. JavaFX thread, but for {@link #busy}.
 */
public final class FrameWork {
  private static final Deque<Piece> WAITING = new ArrayDeque<>();
  private static volatile boolean busy;
  private static final AnimationTimer FRAMES =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          step();
        }
      };

  private record Piece(Object owner, Runnable action) {}

  private FrameWork() {}

  /**
   * Does the first piece at once and the others in the next frames; drops the owner's older ones.
   */
  public static void replace(Object owner, List<Runnable> pieces) {
    drop(owner);
    if (pieces.isEmpty()) {
      return;
    }
    pieces.stream().skip(1).forEach(action -> WAITING.addLast(new Piece(owner, action)));
    resume();
    pieces.getFirst().run();
  }

  /** Does the pieces in the next frames; drops the owner's older ones. */
  public static void replaceLater(Object owner, List<Runnable> pieces) {
    drop(owner);
    pieces.forEach(action -> WAITING.addLast(new Piece(owner, action)));
    resume();
  }

  /** Whether pieces wait. Any thread. */
  public static boolean busy() {
    return busy;
  }

  /** Forgets what an owner has waiting. */
  @SuppressWarnings("ReferenceEquality") // an owner is itself, whatever it equals
  public static void drop(Object owner) {
    WAITING.removeIf(piece -> piece.owner() == owner);
  }

  private static void resume() {
    if (!WAITING.isEmpty() && !busy) {
      busy = true;
      FRAMES.start();
    }
  }

  private static void step() {
    Piece next = WAITING.pollFirst();
    if (next != null) {
      next.action().run();
    } else {
      // Only now has the frame of the last piece been laid out.
      FRAMES.stop();
      busy = false;
    }
  }
}
