package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * Waits for a lock that another connection holds, in steps short enough for a cancel. SQLite's own
 * busy timeout cannot be cancelled.
 */
final class PatientWait extends BusyHandler {
  static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(5);

  private volatile Progress progress = Progress.NONE;
  private long sinceNanos;

  /** Whose cancel ends the wait from now on. */
  void watch(Progress now) {
    progress = now;
  }

  @Override
  protected int callback(int earlierCalls) {
    if (earlierCalls == 0) {
      sinceNanos = System.nanoTime();
    }
    boolean goOn =
        !progress.cancelled()
            && !Thread.currentThread().isInterrupted()
            && System.nanoTime() - sinceNanos < LONGEST.toNanos();
    if (goOn) {
      LockSupport.parkNanos(STEP.toNanos());
    }
    return goOn ? 1 : 0;
  }
}
