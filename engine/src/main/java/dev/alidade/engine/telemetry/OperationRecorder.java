package dev.alidade.engine.telemetry;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one operation on one path. {@link #record} is for any thread and wait-free but for the
 * few calls that are the slowest of their interval; the rest is for one reader at a time.
 */
final class OperationRecorder {
  private final Slice.Key key;
  private final Recorder latency = new Recorder(1, LatencyCodec.LONGEST_NANOS, LatencyCodec.DIGITS);
  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder items = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder queuedNanos = new LongAdder();
  private final SlowestCalls slowest;
  private final AtomicReference<String> reason = new AtomicReference<>("");

  private final Histogram total = LatencyCodec.empty();
  private @Nullable Histogram recycled;
  private long callsSeen;
  private Counts drained = Counts.ZERO;
  private Counts atReset = Counts.ZERO;

  OperationRecorder(Slice.Key key, Clock clock) {
    this.key = key;
    this.slowest = new SlowestCalls(clock);
  }

  void record(OperationSample sample) {
    latency.recordValue(Math.clamp(sample.nanos(), 1, LatencyCodec.LONGEST_NANOS));
    nanos.add(sample.nanos());
    if (sample.rowsIn() != 0) {
      items.add(sample.rowsIn());
    }
    if (sample.bytes() != 0) {
      bytes.add(sample.bytes());
    }
    if (sample.failed()) {
      errors.increment();
    }
    if (sample.fellBack()) {
      fallbacks.increment();
    }
    if (sample.queuedNanos() != 0) {
      queuedNanos.add(sample.queuedNanos());
    }
    reason.setRelease(sample.path().reason());
    slowest.offer(sample);
    calls.increment();
  }

  /** What happened since the last drain; null when nothing did. */
  @Nullable Slice drain() {
    long seen = calls.sum();
    if (seen == callsSeen) {
      return null;
    }
    callsSeen = seen;
    Histogram interval = latency.getIntervalHistogram(recycled);
    recycled = interval;
    total.add(interval);
    Counts now =
        new Counts(
            drained.count() + interval.getTotalCount(),
            nanos.sum(),
            items.sum(),
            bytes.sum(),
            errors.sum(),
            fallbacks.sum(),
            queuedNanos.sum());
    Counts since = now.minus(drained);
    drained = now;
    return new Slice(key, since, LatencyCodec.encode(interval), slowest.drain());
  }

  /** Forgets what was drained so far. */
  void reset() {
    total.reset();
    atReset = drained;
  }

  /** The same with the whole distribution, for exporters. */
  OperationTotals totals() {
    return new OperationTotals(stats(), OperationTotals.bucketsOf(total));
  }

  /** Figures of what was drained since the last reset. */
  OperationStats stats() {
    return stats(drained.minus(atReset), total);
  }

  OperationStats stats(Counts counts, Histogram latencies) {
    return new OperationStats(
        key.operation(),
        key.path(),
        reason.getAcquire(),
        counts.count(),
        counts.errors(),
        counts.fallbacks(),
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(95),
        latencies.getValueAtPercentile(99),
        latencies.getMaxValue(),
        counts.count() == 0 ? 0 : (double) counts.nanos() / counts.count(),
        counts.items(),
        counts.bytes(),
        counts.queuedNanos());
  }
}
