package dev.alidade.app.fx;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The one way onto the JavaFX thread. Everything handed over between two visits of that thread is
 * run in one go, in order, and in slices of a few milliseconds so that no burst holds up a frame. A
 * sink made by {@link #publish} keeps only its newest value. All methods are safe on any thread.
 */
public final class FxPublisher {
  /** Half a frame at 60 Hz: what one visit may take before it yields to painting. */
  private static final long SLICE_NANOS = 8_000_000;

  private final Executor toFxThread;
  private final BooleanSupplier onFxThread;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean scheduled;

  private FxPublisher(Executor toFxThread, BooleanSupplier onFxThread) {
    this.toFxThread = toFxThread;
    this.onFxThread = onFxThread;
  }

  /** Publishes to the running JavaFX platform. */
  public static FxPublisher onPlatform() {
    return new FxPublisher(Platform::runLater, Platform::isFxApplicationThread);
  }

  /** Runs everything at once on the caller's thread: for tests without a JavaFX platform. */
  public static FxPublisher direct() {
    return new FxPublisher(Runnable::run, () -> true);
  }

  /** Hands visits to a given executor: for tests that decide when the JavaFX thread comes by. */
  static FxPublisher on(Executor executor) {
    return new FxPublisher(executor, () -> false);
  }

  /**
   * A sink that may be fed from any thread at any rate. The JavaFX thread sees only the newest
   * value each time it comes by.
   */
  public <T> Consumer<T> publish(Consumer<? super T> sink) {
    AtomicReference<@Nullable Newest<T>> newest = new AtomicReference<>();
    return value -> {
      if (newest.getAndSet(new Newest<>(value)) == null) {
        later(
            () -> {
              Newest<T> taken = newest.getAndSet(null);
              if (taken != null) {
                sink.accept(taken.value());
              }
            });
      }
    };
  }

  /** Runs an action on the JavaFX thread, after those handed over before it. */
  public void later(Runnable action) {
    boolean schedule;
    synchronized (waiting) {
      waiting.add(action);
      schedule = !scheduled;
      scheduled = true;
    }
    if (schedule) {
      toFxThread.execute(this::visit);
    }
  }

  /** Runs an action at once where the caller is the JavaFX thread, else hands it over. */
  public void now(Runnable action) {
    if (onFxThread.getAsBoolean()) {
      action.run();
    } else {
      later(action);
    }
  }

  /**
   * Hands a ping straight over, past the queue, so that the stall meter times the thread itself.
   */
  void ping(Runnable ping) {
    toFxThread.execute(ping);
  }

  private void visit() {
    long end = System.nanoTime() + SLICE_NANOS;
    try {
      Runnable next = take();
      while (next != null) {
        next.run();
        next = System.nanoTime() < end ? take() : null;
      }
    } finally {
      boolean more;
      synchronized (waiting) {
        more = !waiting.isEmpty();
        scheduled = more;
      }
      // An action that throws reaches the thread's handler; the ones behind it still run.
      if (more) {
        toFxThread.execute(this::visit);
      }
    }
  }

  private @Nullable Runnable take() {
    synchronized (waiting) {
      return waiting.poll();
    }
  }

  private record Newest<T>(T value) {}
}
