package dev.alidade.app.cli;

import dev.alidade.app.Composition;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.FxStallMeter;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.telemetry.MemoryHistory;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Prints what a soak does each minute, and judges it at the end. */
final class SoakReport {
  /** A frame that is held up longer than this is seen. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The heap after a collection may differ by so much: caches that fill, code that compiles. */
  private static final double HEAP_TOLERANCE = 0.10;

  /** A trend of fewer minutes is an accident. */
  private static final int LEAST_MINUTES = 3;

  /** The sampler keeps single seconds so long, then the ring is full. */
  private static final int RING_MINUTES = 15;

  /** A second of one operation on one path: distribution, counts, two slowest calls (heap dump). */
  private static final long BYTES_A_SECOND_AND_OPERATION = 900;

  private static final long SETTLED_MILLIS = 3_000;

  private final WasmServices engine;
  private final FxStallMeter stalls;
  private final PrintStream out;
  private final AtomicLong longestClock = new AtomicLong();
  private final AtomicLong longestComputed = new AtomicLong();
  private final List<Minute> minutes = new ArrayList<>();
  private final WindowCpu window = new WindowCpu();

  private record Minute(
      long heapBytes, long linearBytes, long longestClockNanos, long longestComputedNanos) {}

  SoakReport(Composition workbench, PrintStream out) {
    engine = workbench.bench().engine();
    stalls = workbench.stalls();
    this.out = out;
    stalls.onAnswer(
        answer -> {
          longestClock.accumulateAndGet(answer.wallNanos(), Math::max);
          longestComputed.accumulateAndGet(answer.cpuNanos(), Math::max);
        });
    engine.performance().reset();
    out.println(
        "minute   rounds   heap after GC      linear     process   threads   longest stall"
            + "   computed   dropped");
  }

  void minute(int number, SoakLoad load) {
    long clock = longestClock.getAndSet(0);
    long computed = longestComputed.getAndSet(0);
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    MemoryHistory.Point now =
        engine.performance().memory(Duration.ofSeconds(10)).points().getLast();
    minutes.add(new Minute(heap, now.linearCommittedBytes(), clock, computed));
    out.println(
        String.format(
            Locale.ROOT,
            "%6d   %6d   %13s   %9s   %9s   %7d   %10.1f ms   %5.1f ms   %7d",
            number,
            load.rounds(),
            Figures.bytes(heap),
            Figures.bytes(now.linearCommittedBytes()),
            Figures.bytes(now.residentBytes()),
            now.process().threads(),
            clock / 1e6,
            computed / 1e6,
            load.listener().dropped()));
    // The collection above held up everything: that is this report's doing.
    longestClock.set(0);
    longestComputed.set(0);
  }

  /** Whether everything was as it must be. */
  boolean conclude(SoakLoad load) {
    double cores = window.coresUsed();
    settle();
    boolean good = true;
    good &=
        tell(
            load.failures().isEmpty(),
            load.failures().size()
                + " rounds failed"
                + load.failures().stream().findFirst().map(e -> ", first: " + e).orElse(""));
    List<Long> heap = minutes.stream().map(Minute::heapBytes).toList();
    good &= tellGrowth("heap", heap, HEAP_TOLERANCE, secondsKept());
    good &= tellGrowth("linear memory", minutes.stream().map(Minute::linearBytes).toList(), 0, 0);
    long computed = minutes.stream().mapToLong(Minute::longestComputedNanos).max().orElse(0);
    long clock = minutes.stream().mapToLong(Minute::longestClockNanos).max().orElse(0);
    good &=
        tell(
            clock <= BURST_NANOS,
            String.format(
                Locale.ROOT,
                "the window did not answer for %.1f ms at the longest, of which it computed %.1f ms"
                    + " at the most",
                clock / 1e6,
                computed / 1e6));
    out.println(
        String.format(
            Locale.ROOT,
            "       the window, its live charts in view, took %.1f %% of a core",
            cores * 100));
    good &= tellDrops(load.listener());
    good &= new SoakTotals(engine.performance(), out).agree();
    return good;
  }

  /** Lets the listener take what waits for it, and the sampler end its interval. */
  private static void settle() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS));
  }

  /** What the sampler's ring of seconds takes more after minute 2, while it still fills. */
  private long secondsKept() {
    long minutesFilling = Math.clamp(minutes.size() - 2L, 0, RING_MINUTES - 2);
    return engine.performance().metrics().operations().size()
        * TimeUnit.MINUTES.toSeconds(minutesFilling)
        * BYTES_A_SECOND_AND_OPERATION;
  }

  /** After the first minute: what a line through the minutes gains from its start to its end. */
  private boolean tellGrowth(String what, List<Long> bytes, double tolerance, long filling) {
    List<Long> later = bytes.subList(Math.min(1, bytes.size() - 1), bytes.size());
    double gained = Trend.slope(later) * (later.size() - 1);
    double middle = Trend.median(later.stream().mapToDouble(Long::doubleValue).toArray());
    String sentence =
        String.format(
            Locale.ROOT,
            "%s %s in the middle, %s%s from minute 2 to minute %d%s",
            what,
            Figures.bytes(Math.round(middle)),
            gained < 0 ? "-" : "+",
            Figures.bytes(Math.round(Math.abs(gained))),
            bytes.size(),
            filling == 0
                ? ""
                : "; the seconds that charts keep for 15 minutes add "
                    + Figures.bytes(filling)
                    + " meanwhile");
    if (later.size() < LEAST_MINUTES) {
      out.println("       " + sentence + ": too few minutes to judge a trend");
      return true;
    }
    return tell(gained <= middle * tolerance + filling, sentence);
  }

  private boolean tellDrops(SlowListener listener) {
    long missing = listener.published() - listener.received();
    return tell(
        missing == listener.dropped(),
        "%,d events published, %,d arrived at a slow listener, %,d counted as dropped"
            .formatted(listener.published(), listener.received(), listener.dropped()));
  }

  private boolean tell(boolean good, String sentence) {
    out.println((good ? "ok     " : "FAIL   ") + sentence);
    return good;
  }
}
