package dev.alidade.engine.sql;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/**
 * Counts the steps of SQLite's virtual machine while a statement runs and stops it on a cancel, an
 * interrupt or a timeout. The count is a multiple of {@link #granularity}: the last, unfinished
 * group of steps is not seen, or with the next run of a statement that is kept prepared.
 *
 * <p>{@code Statement.setQueryTimeout} does not stop a running query, so this does.
 */
final class StepMeter extends ProgressHandler implements AutoCloseable {
  /** Costs about 3 % of a scan's time (55 ns a call); 1,000 costs nothing, but counts coarsely. */
  static final int FOR_QUERIES = 200;

  /** For measured comparisons: costs about half of a scan's time more. */
  static final int FOR_MEASUREMENTS = 10;

  /** Steps between two looks at the clock and the cancel flag: about 20 µs. */
  private static final int STEPS_PER_LOOK = 1_000;

  private final Connection connection;
  private final Progress progress;
  private final int granularity;
  private final int callsPerLook;
  private final long deadlineNanos;
  private final Optional<Duration> timeout;
  private long calls;
  private @Nullable Stop stop;

  private long mostCalls = Long.MAX_VALUE;

  private enum Stop {
    CANCELLED,
    TIMED_OUT,
    OUT_OF_STEPS
  }

  private StepMeter(
      Connection connection, Progress progress, int granularity, Optional<Duration> timeout) {
    this.connection = connection;
    this.progress = progress;
    this.granularity = granularity;
    this.callsPerLook = Math.max(1, STEPS_PER_LOOK / granularity);
    this.timeout = timeout;
    this.deadlineNanos = timeout.map(t -> System.nanoTime() + t.toNanos()).orElse(Long.MAX_VALUE);
  }

  /** Watches the connection until closed; one meter at a time on a connection. */
  static StepMeter on(
      Connection connection, Progress progress, int granularity, Optional<Duration> timeout)
      throws SQLException {
    StepMeter meter = new StepMeter(connection, progress, granularity, timeout);
    ProgressHandler.setHandler(connection, granularity, meter);
    return meter;
  }

  @Override
  protected int progress() {
    calls++;
    return calls % callsPerLook == 0 && shouldStop() ? 1 : 0;
  }

  /** Stops the statement after so many steps, about. */
  void limitSteps(long steps) {
    mostCalls = Math.max(1, steps / granularity);
  }

  private boolean shouldStop() {
    if (calls > mostCalls) {
      stop = Stop.OUT_OF_STEPS;
    } else if (progress.cancelled() || Thread.currentThread().isInterrupted()) {
      stop = Stop.CANCELLED;
    } else if (timeout.isPresent() && System.nanoTime() - deadlineNanos > 0) {
      stop = Stop.TIMED_OUT;
    }
    return stop != null;
  }

  long steps() {
    return calls * granularity;
  }

  /** Whether the statement was stopped at a limit of its time or steps. */
  boolean reachedLimit() {
    return stop == Stop.TIMED_OUT || stop == Stop.OUT_OF_STEPS;
  }

  /** Throws what stopped the statement, if this meter did. */
  void throwIfStopped() {
    if (stop == Stop.CANCELLED) {
      throw new OperationCancelled("a query");
    }
    if (stop == Stop.TIMED_OUT) {
      throw SqlErrors.timeout(timeout.orElseThrow());
    }
  }

  @Override
  public void close() throws SQLException {
    ProgressHandler.clearHandler(connection);
  }
}
