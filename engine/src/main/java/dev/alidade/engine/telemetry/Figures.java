package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.module.ShardUsage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Everything that was measured: recorders that any thread writes, and the rings that a sampler
 * fills from them, 1 s for 15 min, 10 s for 3 h, 1 min for a day.
 */
final class Figures implements PerformanceTracker {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Recorders recorders;
  private final Supplier<ProcessUsage> process;
  private volatile Supplier<LinearUsage> linear = () -> LinearUsage.NONE;
  private volatile Supplier<List<ShardUsage>> shards = List::of;
  private volatile Supplier<StorageUsage> storage = () -> StorageUsage.NONE;
  private volatile Set<String> kernels = Set.of();

  /** Guards everything below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Timeline timeline;
  private final List<Tier> tiers =
      List.of(
          new Tier(SECOND, 15 * 60), new Tier(10 * SECOND, 3 * 360), new Tier(60 * SECOND, 1_440));
  private final List<Slice> unframed = new ArrayList<>();
  private ProcessUsage lastUsage;

  Figures(Clock clock, NanoClock ticker, Supplier<ProcessUsage> process) {
    this.process = process;
    this.recorders = new Recorders(clock);
    this.timeline = new Timeline(clock, ticker);
    this.lastUsage = process.get();
  }

  void linearMemory(Supplier<LinearUsage> source) {
    linear = source;
  }

  void shards(Supplier<List<ShardUsage>> source) {
    shards = source;
  }

  void storage(Supplier<StorageUsage> source) {
    storage = source;
  }

  void kernels(Set<String> operations) {
    kernels = Set.copyOf(operations);
  }

  void record(OperationSample sample) {
    recorders.record(sample);
    if (!kernels.contains(sample.operation())) {
      recorders.endedWith(sample);
    }
  }

  LinearUsage linearNow() {
    return linear.get();
  }

  ProcessUsage processNow() {
    return process.get();
  }

  /** Ends an interval: takes what happened since the last one. For the sampler. */
  void sample() {
    LinearUsage linearUsage = linear.get();
    ProcessUsage usage = process.get();
    List<ShardUsage> shardUsage = shards.get();
    StorageUsage storageUsage = storage.get();
    lock.lock();
    try {
      long awake = timeline.advance();
      if (awake == 0) {
        return;
      }
      unframed.addAll(recorders.drain());
      Frame frame =
          new Frame(
              timeline.now(),
              awake,
              Frame.mergeSlices(unframed),
              MemoryReading.between(
                  lastUsage, usage, linearUsage, shardUsage, storageUsage, awake));
      unframed.clear();
      lastUsage = usage;
      tiers.forEach(tier -> tier.add(frame));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public PerformanceMetrics metrics() {
    lock.lock();
    try {
      unframed.addAll(recorders.drain());
      return metricsOf(recorders.totals());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public PerformanceMetrics metrics(Duration window) {
    lock.lock();
    try {
      unframed.addAll(recorders.drain());
      List<Slice> slices = new ArrayList<>(unframed);
      framesOf(window).forEach(frame -> slices.addAll(frame.slices().values()));
      return metricsOf(recorders.statsOf(Frame.mergeSlices(slices).values()));
    } finally {
      lock.unlock();
    }
  }

  private PerformanceMetrics metricsOf(List<OperationStats> operations) {
    long wasmCalls = 0;
    long javaCalls = 0;
    long fallbacks = 0;
    long errors = 0;
    long bytes = 0;
    double wasmNanos = 0;
    Set<String> counted = kernels;
    for (OperationStats stats : operations) {
      errors += stats.errors();
      if (!counted.isEmpty() && !counted.contains(stats.operation())) {
        continue;
      }
      bytes += stats.bytes();
      fallbacks += stats.fallbacks();
      if (stats.path().isWasm()) {
        wasmCalls += stats.count();
        wasmNanos += stats.meanNanos() * stats.count();
      } else if (stats.path() == ExecutionPath.JAVA) {
        javaCalls += stats.count();
      }
    }
    return new PerformanceMetrics(
        wasmCalls,
        Duration.ofNanos(wasmCalls == 0 ? 0 : Math.round(wasmNanos / wasmCalls)),
        javaCalls,
        fallbacks,
        errors,
        bytes,
        operations,
        recorders.last());
  }

  @Override
  public Optional<OperationSample> last() {
    return recorders.last();
  }

  @Override
  public List<OperationTotals> totals() {
    lock.lock();
    try {
      unframed.addAll(recorders.drain());
      return recorders.distributions();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public OperationHistory history(String operation, Duration window) {
    lock.lock();
    try {
      return historyOf(Set.of(operation), framesOf(window));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public OperationHistory history(Set<String> operations, TimeSpan span) {
    lock.lock();
    try {
      return historyOf(operations, framesOf(span));
    } finally {
      lock.unlock();
    }
  }

  private OperationHistory historyOf(Set<String> operations, List<Frame> frames) {
    return new OperationHistory(
        String.join(", ", operations),
        frames.stream()
            .map(frame -> FrameFigures.point(operations, frame, timeline.at(frame.end())))
            .toList());
  }

  @Override
  public List<OperationSummary> operations(TimeSpan span) {
    lock.lock();
    try {
      List<Slice> slices = slicesOf(span);
      return FrameFigures.summaries(slices, recorders.statsOf(Frame.mergeSlices(slices).values()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public LatencyDistribution latencies(String operation, TimeSpan span) {
    lock.lock();
    try {
      return FrameFigures.distribution(operation, slicesOf(span));
    } finally {
      lock.unlock();
    }
  }

  /** What was called in a span; with the running interval where the span reaches into it. */
  private List<Slice> slicesOf(TimeSpan span) {
    unframed.addAll(recorders.drain());
    List<Slice> slices = new ArrayList<>();
    framesOf(span).forEach(frame -> slices.addAll(frame.slices().values()));
    if (timeline.of(span.to()) >= timeline.now()) {
      slices.addAll(unframed);
    }
    return slices;
  }

  @Override
  public MemoryHistory memory(Duration window) {
    lock.lock();
    try {
      return memoryOf(framesOf(window));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public MemoryHistory memory(TimeSpan span) {
    lock.lock();
    try {
      return memoryOf(framesOf(span));
    } finally {
      lock.unlock();
    }
  }

  private MemoryHistory memoryOf(List<Frame> frames) {
    return new MemoryHistory(
        frames.stream()
            .map(frame -> FrameFigures.memory(frame.memory(), timeline.at(frame.end())))
            .toList());
  }

  @Override
  public Optional<TimeSpan> sampled() {
    lock.lock();
    try {
      long start = tiers.getLast().start(timeline.now());
      return start < timeline.now()
          ? Optional.of(new TimeSpan(timeline.at(start), timeline.at(timeline.now())))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Frames of the finest tier that reaches back so far. */
  private List<Frame> framesOf(Duration window) {
    long nanos = window.compareTo(Duration.ofDays(2)) > 0 ? Long.MAX_VALUE : window.toNanos();
    Tier tier =
        tiers.stream().filter(t -> nanos <= t.reachNanos()).findFirst().orElseGet(tiers::getLast);
    return tier.since(timeline.now() - Math.min(nanos, tier.reachNanos()));
  }

  private List<Frame> framesOf(TimeSpan span) {
    long from = timeline.of(span.from());
    long to = timeline.of(span.to());
    return framesOf(Duration.ofNanos(Math.max(1, timeline.now() - from))).stream()
        .filter(frame -> frame.end() > from && frame.end() <= to)
        .toList();
  }

  @Override
  public void reset() {
    lock.lock();
    try {
      recorders.drain();
      recorders.reset();
      unframed.clear();
      tiers.forEach(Tier::clear);
    } finally {
      lock.unlock();
    }
  }
}
