package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Everything that was measured: recorders that any thread writes, and the rings that a sampler
 * fills from them, 1 s for 15 min, 10 s for 3 h, 1 min for a day.
 */
final class Figures implements PerformanceTracker {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Recorders recorders = new Recorders();
  private final Supplier<ProcessUsage> process;
  private volatile Supplier<LinearUsage> linear = () -> LinearUsage.NONE;
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
    this.timeline = new Timeline(clock, ticker);
    this.lastUsage = process.get();
  }

  void linearMemory(Supplier<LinearUsage> source) {
    linear = source;
  }

  void kernels(Set<String> operations) {
    kernels = Set.copyOf(operations);
  }

  void record(OperationSample sample) {
    recorders.record(sample);
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
              MemoryReading.between(lastUsage, usage, linearUsage, awake));
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
  public OperationHistory history(String operation, Duration window) {
    lock.lock();
    try {
      return new OperationHistory(
          operation, framesOf(window).stream().map(frame -> pointOf(operation, frame)).toList());
    } finally {
      lock.unlock();
    }
  }

  private OperationHistory.Point pointOf(String operation, Frame frame) {
    Counts counts = Counts.ZERO;
    Map<ExecutionPath, Long> byPath = new EnumMap<>(ExecutionPath.class);
    Map<Integer, Long> cells = new TreeMap<>();
    Histogram latencies = null;
    for (Slice slice : frame.slices().values()) {
      if (slice.key().operation().equals(operation)) {
        latencies = latencies == null ? LatencyCodec.empty() : latencies;
        slice.addLatenciesTo(latencies);
        counts = counts.plus(slice.counts());
        byPath.merge(slice.key().path(), slice.counts().count(), Long::sum);
      }
    }
    if (latencies != null) {
      for (HistogramIterationValue bucket : latencies.recordedValues()) {
        cells.merge(
            cellOf(latencies.medianEquivalentValue(bucket.getValueIteratedTo())),
            bucket.getCountAddedInThisIterationStep(),
            Long::sum);
      }
    }
    return new OperationHistory.Point(
        timeline.at(frame.end()),
        frame.awakeNanos() / 1e9,
        counts.count(),
        byPath,
        latencies == null ? 0 : latencies.getValueAtPercentile(50),
        latencies == null ? 0 : latencies.getValueAtPercentile(95),
        latencies == null ? 0 : latencies.getValueAtPercentile(99),
        latencies == null ? 0 : latencies.getMaxValue(),
        counts.errors(),
        counts.fallbacks(),
        cells);
  }

  /** Half-octave of a latency: floor(2·log2(nanos)). */
  static int cellOf(long nanos) {
    return (int) Math.floor(2 * Math.log((double) Math.max(1, nanos)) / Math.log(2));
  }

  @Override
  public MemoryHistory memory(Duration window) {
    lock.lock();
    try {
      return new MemoryHistory(framesOf(window).stream().map(this::memoryPointOf).toList());
    } finally {
      lock.unlock();
    }
  }

  private MemoryHistory.Point memoryPointOf(Frame frame) {
    MemoryReading reading = frame.memory();
    return new MemoryHistory.Point(
        timeline.at(frame.end()),
        reading.heapUsedBytes(),
        reading.heapLimitBytes(),
        reading.linear().vectorBytes(),
        reading.linear().columnBytes(),
        reading.linear().committedBytes(),
        reading.residentBytes(),
        reading.cpuFraction(),
        reading.gcCount(),
        reading.gcMillis());
  }

  /** Frames of the finest tier that reaches back so far. */
  private List<Frame> framesOf(Duration window) {
    long nanos = window.compareTo(Duration.ofDays(2)) > 0 ? Long.MAX_VALUE : window.toNanos();
    Tier tier =
        tiers.stream().filter(t -> nanos <= t.reachNanos()).findFirst().orElseGet(tiers::getLast);
    return tier.since(timeline.now() - Math.min(nanos, tier.reachNanos()));
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
