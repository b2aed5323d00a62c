package dev.alidade.app.cli;

import dev.alidade.app.Composition;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.FxStallMeter;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.TimeSpan;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Prints what a soak does each minute, and judges it at the end. */
final class SoakReport {
  /** A frame that is held up longer than this is seen. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The heap after a collection may differ by so much: caches that fill, code that compiles. */
  private static final double HEAP_TOLERANCE = 0.10;

  private static final long SETTLED_MILLIS = 3_000;

  private final WasmServices engine;
  private final FxStallMeter stalls;
  private final PrintStream out;
  private final AtomicLong longestClock = new AtomicLong();
  private final AtomicLong longestComputed = new AtomicLong();
  private final List<Minute> minutes = new ArrayList<>();
  private final long droppedBefore;
  private final WindowCpu window = new WindowCpu();

  private record Minute(
      long heapBytes, long linearBytes, long longestClockNanos, long longestComputedNanos) {}

  SoakReport(Composition workbench, PrintStream out) {
    engine = workbench.bench().engine();
    stalls = workbench.stalls();
    this.out = out;
    droppedBefore = engine.observability().droppedEvents();
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
            engine.observability().droppedEvents() - droppedBefore));
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
    good &= tellGrowth("heap", minutes.stream().map(Minute::heapBytes).toList(), HEAP_TOLERANCE);
    good &= tellGrowth("linear memory", minutes.stream().map(Minute::linearBytes).toList(), 0);
    long computed = minutes.stream().mapToLong(Minute::longestComputedNanos).max().orElse(0);
    long clock = minutes.stream().mapToLong(Minute::longestClockNanos).max().orElse(0);
    good &=
        tell(
            computed <= BURST_NANOS,
            String.format(
                Locale.ROOT,
                "the window computed %.1f ms at the longest without answering; by the clock, with"
                    + " its waiting for a core, %.1f ms",
                computed / 1e6,
                clock / 1e6));
    out.println(
        String.format(
            Locale.ROOT,
            "      the window, its live charts in view, took %.1f %% of a core",
            cores * 100));
    good &= tellDrops(load);
    good &= tellTotals();
    return good;
  }

  /** Lets the listener take what waits for it, and the sampler end its interval. */
  private static void settle() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS));
  }

  /** After the first minute. */
  private boolean tellGrowth(String what, List<Long> bytes, double tolerance) {
    List<Long> later = bytes.size() > 1 ? bytes.subList(1, bytes.size()) : bytes;
    long first = later.getFirst();
    long last = later.getLast();
    return tell(
        last <= first * (1 + tolerance),
        what
            + " "
            + Figures.bytes(first)
            + " after minute "
            + Math.min(2, bytes.size())
            + ", "
            + Figures.bytes(last)
            + " at the end");
  }

  private boolean tellDrops(SoakLoad load) {
    SlowListener listener = load.listener();
    long dropped = engine.observability().droppedEvents() - droppedBefore;
    long missed = listener.marksPublished() - listener.marksReceived();
    return tell(
        missed >= 0 && missed <= dropped && dropped <= missed + otherEvents(listener),
        "%,d marks published, %,d arrived, %,d missed; %,d events counted as dropped"
            .formatted(listener.marksPublished(), listener.marksReceived(), missed, dropped));
  }

  /** Events that were no marks may be among those dropped. */
  private static long otherEvents(SlowListener listener) {
    return Math.max(0, listener.received() - listener.marksReceived());
  }

  /** What the charts show, point by point, against what the recorders counted. */
  private boolean tellTotals() {
    Map<String, Long> recorded =
        engine.performance().metrics().operations().stream()
            .collect(
                Collectors.groupingBy(
                    OperationStats::operation, Collectors.summingLong(OperationStats::count)));
    TimeSpan all = engine.performance().sampled().orElseThrow();
    TimeSpan wide = new TimeSpan(all.from().minusSeconds(120), all.to());
    boolean equal = true;
    long calls = 0;
    for (Map.Entry<String, Long> operation : recorded.entrySet()) {
      OperationHistory history = engine.performance().history(Set.of(operation.getKey()), wide);
      long charted = history.points().stream().mapToLong(OperationHistory.Point::count).sum();
      calls += charted;
      if (charted != operation.getValue()) {
        equal = false;
        out.println(
            "  %s: the chart has %,d calls, the recorder %,d"
                .formatted(operation.getKey(), charted, operation.getValue()));
      }
    }
    return tell(
        equal,
        "%,d calls of %d operations in the charts and in the recorders"
            .formatted(calls, recorded.size()));
  }

  private boolean tell(boolean good, String sentence) {
    out.println((good ? "ok    " : "FAIL  ") + sentence);
    return good;
  }
}
