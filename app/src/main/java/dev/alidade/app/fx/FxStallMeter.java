package dev.alidade.app.fx;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures for how long the JavaFX thread does not answer. A second thread pings it every 5 ms
 * while work runs (every 50 ms otherwise, so that an idle window costs nothing) and times each
 * answer; the next ping waits for the last answer. A ping that is still unanswered counts with its
 * age, so a thread that hangs is seen while it hangs. Safe on any thread.
 */
public final class FxStallMeter implements AutoCloseable {
  /** How far back {@link #longestStall} looks. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long NO_THREAD = -1;
  private static final long TICK_MILLIS = 5;
  private static final int TICKS_WHEN_IDLE = 10;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int SECONDS = (int) WINDOW.toSeconds();

  private final FxPublisher fx;
  private final BooleanSupplier busy;
  private final LongSupplier nanoTime;
  private final AtomicBoolean unanswered = new AtomicBoolean();
  private final AtomicLong sentAt = new AtomicLong();
  private final long[] longestOfSecond = new long[SECONDS];
  private final long[] second = new long[SECONDS];
  private final long startedAt;
  private final ScheduledExecutorService pinger =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("alidade-stall-meter").factory());
  private final AtomicLong fxThreadId = new AtomicLong(NO_THREAD);
  private final AtomicLong cpuWhenSent = new AtomicLong();
  private final AtomicReference<Consumer<? super Answer>> onAnswer =
      new AtomicReference<>(answer -> {});
  private int idleTicks;

  /**
   * One answered ping.
   *
   * @param wallNanos from the ping to its answer
   * @param cpuNanos what the JavaFX thread computed in that time; the rest it waited, for a core or
   *     for a lock
   */
  public record Answer(long wallNanos, long cpuNanos) {}

  private FxStallMeter(FxPublisher fx, BooleanSupplier busy, LongSupplier nanoTime) {
    this.fx = fx;
    this.busy = busy;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
    Arrays.fill(second, -1);
  }

  /** Starts measuring. {@code busy} says when to look closely. */
  public static FxStallMeter start(FxPublisher fx, BooleanSupplier busy) {
    FxStallMeter meter = new FxStallMeter(fx, busy, System::nanoTime);
    var _ =
        meter.pinger.scheduleAtFixedRate(
            meter::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return meter;
  }

  /** A meter that a test drives by {@link #tick} and its own clock. */
  static FxStallMeter driven(FxPublisher fx, BooleanSupplier busy, LongSupplier nanoTime) {
    return new FxStallMeter(fx, busy, nanoTime);
  }

  /** The longest stall that began or is under way within the last five minutes. */
  public Duration longestStall() {
    long now = nanoTime.getAsLong();
    long longest = unanswered.get() ? now - sentAt.get() : 0;
    long oldest = secondOf(now) - SECONDS + 1;
    synchronized (longestOfSecond) {
      for (int i = 0; i < SECONDS; i++) {
        if (second[i] >= oldest) {
          longest = Math.max(longest, longestOfSecond[i]);
        }
      }
    }
    return Duration.ofNanos(Math.max(0, longest));
  }

  /** Takes every answer from now on, on the JavaFX thread. */
  public void onAnswer(Consumer<? super Answer> taker) {
    onAnswer.set(taker);
  }

  /** For how long a ping has waited by now; zero where none does. */
  public Duration underWay() {
    return unanswered.get()
        ? Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - sentAt.get()))
        : Duration.ZERO;
  }

  /** Forgets what was seen so far. */
  public void reset() {
    synchronized (longestOfSecond) {
      Arrays.fill(second, -1);
    }
  }

  @Override
  public void close() {
    pinger.shutdownNow();
  }

  void tick() {
    boolean due = busy.getAsBoolean() || ++idleTicks >= TICKS_WHEN_IDLE;
    if (due && unanswered.compareAndSet(false, true)) {
      idleTicks = 0;
      cpuWhenSent.set(cpuOf(fxThreadId.get()));
      sentAt.set(nanoTime.getAsLong());
      fx.ping(this::answered);
    }
  }

  private void answered() {
    long now = nanoTime.getAsLong();
    long stall = now - sentAt.get();
    long thisSecond = secondOf(now);
    int slot = (int) (thisSecond % SECONDS);
    synchronized (longestOfSecond) {
      if (second[slot] != thisSecond) {
        second[slot] = thisSecond;
        longestOfSecond[slot] = 0;
      }
      longestOfSecond[slot] = Math.max(longestOfSecond[slot], stall);
    }
    long thread = Thread.currentThread().threadId();
    boolean known = fxThreadId.getAndSet(thread) == thread;
    if (known) {
      onAnswer.get().accept(new Answer(stall, cpuOf(thread) - cpuWhenSent.get()));
    }
    unanswered.set(false);
  }

  private static long cpuOf(long thread) {
    return thread == NO_THREAD || !THREADS.isThreadCpuTimeSupported()
        ? 0
        : THREADS.getThreadCpuTime(thread);
  }

  private long secondOf(long nanos) {
    return (nanos - startedAt) / SECOND_NANOS;
  }
}
