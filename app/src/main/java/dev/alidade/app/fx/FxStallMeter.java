package dev.alidade.app.fx;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * Measures for how long the JavaFX thread does not answer. A second thread pings it every 5 ms
 * while work runs (every 50 ms otherwise, so that an idle window costs nothing) and times each
 * answer; the next ping waits for the last answer. A ping that is still unanswered counts with its
 * age, so a thread that hangs is seen while it hangs. On a busy machine the thread also waits for a
 * core, so each stall has a second figure: the time that the thread itself computed. Safe on any
 * thread.
 */
public final class FxStallMeter implements AutoCloseable {
  /** How far back {@link #longestStall} looks. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  /** A frame at 60 Hz: a shorter answer holds up nothing. */
  private static final long FRAME_NANOS = 16_000_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long NO_THREAD = -1;
  private static final long TICK_MILLIS = 5;
  private static final int TICKS_WHEN_IDLE = 10;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int SECONDS = (int) WINDOW.toSeconds();

  private final FxPublisher fx;
  private final BooleanSupplier busy;
  private final LongSupplier nanoTime;
  private final LongUnaryOperator cpuOfThread;
  private final AtomicBoolean unanswered = new AtomicBoolean();
  private final AtomicLong sentAt = new AtomicLong();
  private final long[] longestOfSecond = new long[SECONDS];
  private final long[] second = new long[SECONDS];
  private final Deque<Answer> slowAnswers = new ArrayDeque<>();
  private final AtomicLong countedFrom = new AtomicLong(Long.MIN_VALUE);
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
   * @param sentAtNanos when the ping was sent, on the clock of {@link System#nanoTime}
   * @param wallNanos from the ping to its answer
   * @param cpuNanos what the JavaFX thread computed in that time; the rest it waited, for a core or
   *     for a lock
   */
  public record Answer(long sentAtNanos, long wallNanos, long cpuNanos) {}

  private FxStallMeter(
      FxPublisher fx, BooleanSupplier busy, LongSupplier nanoTime, LongUnaryOperator cpuOfThread) {
    this.fx = fx;
    this.busy = busy;
    this.nanoTime = nanoTime;
    this.cpuOfThread = cpuOfThread;
    this.startedAt = nanoTime.getAsLong();
    Arrays.fill(second, -1);
  }

  /** Starts measuring. {@code busy} says when to look closely. */
  public static FxStallMeter start(FxPublisher fx, BooleanSupplier busy) {
    FxStallMeter meter = new FxStallMeter(fx, busy, System::nanoTime, FxStallMeter::cpuOf);
    var _ =
        meter.pinger.scheduleAtFixedRate(
            meter::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return meter;
  }

  /** A meter that a test drives by {@link #tick} and its own clocks. */
  static FxStallMeter driven(
      FxPublisher fx, BooleanSupplier busy, LongSupplier nanoTime, LongUnaryOperator cpuOfThread) {
    return new FxStallMeter(fx, busy, nanoTime, cpuOfThread);
  }

  /** The longest stall by the clock that began or is under way within the last five minutes. */
  public Duration longestStall() {
    long now = nanoTime.getAsLong();
    long longest = underWay().toNanos();
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

  /** Stalls of the last five minutes in which the JavaFX thread computed for longer than this. */
  public int computedLongerThan(Duration limit) {
    long now = nanoTime.getAsLong();
    synchronized (slowAnswers) {
      forget(now);
      return (int) slowAnswers.stream().filter(a -> a.cpuNanos() > limit.toNanos()).count();
    }
  }

  /** Takes every answer from now on, counted or not, on the JavaFX thread. */
  public void onAnswer(Consumer<? super Answer> taker) {
    onAnswer.set(taker);
  }

  /** For how long a counted ping has waited by now; zero where none does. */
  public Duration underWay() {
    long sent = sentAt.get();
    return unanswered.get() && counts(sent)
        ? Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - sent))
        : Duration.ZERO;
  }

  /** Whether a ping waits for its answer. */
  public boolean waits() {
    return unanswered.get();
  }

  /** Forgets what was seen so far, and counts no stall that begins within {@code grace}. */
  public void restart(Duration grace) {
    countedFrom.set(nanoTime.getAsLong() + grace.toNanos());
    synchronized (longestOfSecond) {
      Arrays.fill(second, -1);
      Arrays.fill(longestOfSecond, 0);
    }
    synchronized (slowAnswers) {
      slowAnswers.clear();
    }
  }

  /**
   * Does something on the JavaFX thread that takes long and that no user waits for, such as a
   * picture of the window for a command: a stall in which it falls does not count.
   */
  public <T> T uncounted(Supplier<T> action) {
    try {
      return action.get();
    } finally {
      long now = nanoTime.getAsLong();
      countedFrom.accumulateAndGet(now, Math::max);
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
      cpuWhenSent.set(
          fxThreadId.get() == NO_THREAD ? 0 : cpuOfThread.applyAsLong(fxThreadId.get()));
      sentAt.set(nanoTime.getAsLong());
      fx.ping(this::answered);
    }
  }

  private void answered() {
    long now = nanoTime.getAsLong();
    long sent = sentAt.get();
    long thread = Thread.currentThread().threadId();
    boolean known = fxThreadId.getAndSet(thread) == thread;
    long computed = known ? cpuOfThread.applyAsLong(thread) - cpuWhenSent.get() : 0;
    Answer answer = new Answer(sent, now - sent, computed);
    if (counts(sent)) {
      keep(answer, now);
    }
    if (known) {
      onAnswer.get().accept(answer);
    }
    unanswered.set(false);
  }

  private void keep(Answer answer, long now) {
    long thisSecond = secondOf(now);
    int slot = (int) (thisSecond % SECONDS);
    synchronized (longestOfSecond) {
      if (second[slot] != thisSecond) {
        second[slot] = thisSecond;
        longestOfSecond[slot] = 0;
      }
      longestOfSecond[slot] = Math.max(longestOfSecond[slot], answer.wallNanos());
    }
    if (answer.cpuNanos() > FRAME_NANOS) {
      synchronized (slowAnswers) {
        forget(now);
        slowAnswers.addLast(answer);
      }
    }
  }

  private void forget(long now) {
    while (!slowAnswers.isEmpty()
        && now - slowAnswers.getFirst().sentAtNanos() > WINDOW.toNanos()) {
      slowAnswers.removeFirst();
    }
  }

  private boolean counts(long sent) {
    return sent >= countedFrom.get();
  }

  private static long cpuOf(long thread) {
    return THREADS.isThreadCpuTimeSupported() ? THREADS.getThreadCpuTime(thread) : 0;
  }

  private long secondOf(long nanos) {
    return (nanos - startedAt) / SECOND_NANOS;
  }
}
