package dev.alidade.app.fx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pulls snapshots on a timer, off the JavaFX thread, and shows the newest on it. A poll that is not
 * started costs nothing, so panels start theirs when shown and stop them when hidden. Safe on any
 * thread.
 */
public final class Polling implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Polling.class.getName());

  private final FxPublisher fx;
  private final @Nullable ScheduledExecutorService timer;

  private Polling(FxPublisher fx, @Nullable ScheduledExecutorService timer) {
    this.fx = fx;
    this.timer = timer;
  }

  /** Polls on a daemon thread. */
  public static Polling timed(FxPublisher fx) {
    return new Polling(
        fx,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("alidade-polling").factory()));
  }

  /** Polls only when {@link Poll#now} is called: for tests. */
  public static Polling manual(FxPublisher fx) {
    return new Polling(fx, null);
  }

  /**
   * Prepares a poll; it does not run before {@link Poll#start}.
   *
   * @param read takes the snapshot, quickly, on the timer's thread
   * @param show takes it on the JavaFX thread
   */
  public <T> Poll every(Duration period, Supplier<? extends T> read, Consumer<? super T> show) {
    Consumer<T> newest = fx.publish(show);
    return new Poll(this, period, () -> newest.accept(read.get()));
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  private boolean isClosed() {
    return timer != null && timer.isShutdown();
  }

  /** One thing pulled again and again. */
  public static final class Poll {
    private final Polling owner;
    private final Duration period;
    private final Runnable step;
    private @Nullable Future<?> running;
    private boolean failed;

    private Poll(Polling owner, Duration period, Runnable step) {
      this.owner = owner;
      this.period = period;
      this.step = step;
    }

    /** Polls now and from now on. A second start does nothing. */
    public synchronized void start() {
      ScheduledExecutorService timer = owner.timer;
      if (timer == null) {
        now();
      } else if (running == null && !timer.isShutdown()) {
        running =
            timer.scheduleWithFixedDelay(this::now, 0, period.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    /** Stops polling; {@link #start} goes on. */
    public synchronized void stop() {
      if (running != null) {
        running.cancel(false);
        running = null;
      }
    }

    /** Polls once more, soon, on the timer's thread. */
    public void soon() {
      ScheduledExecutorService timer = owner.timer;
      if (timer == null) {
        now();
      } else {
        try {
          timer.execute(this::now);
        } catch (RejectedExecutionException e) {
          LOG.log(Level.DEBUG, "the window is closing; no snapshot is taken any more");
        }
      }
    }

    /** Polls once, on the caller's thread. A failure is logged the first time and tried again. */
    public void now() {
      try {
        step.run();
        failed = false;
      } catch (RuntimeException | Error e) {
        // An error too: a timer that ends would leave a page that looks alive.
        if (owner.isClosed()) {
          // The engine under a last poll is gone as well; nobody waits for its snapshot.
          return;
        }
        if (!failed) {
          LOG.log(Level.WARNING, "a snapshot could not be taken; it is tried again", e);
        }
        failed = true;
      }
    }
  }
}
