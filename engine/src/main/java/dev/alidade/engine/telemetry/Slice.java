package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What one operation did on one path in one interval. */
final class Slice {
  /** An operation on a path. */
  record Key(String operation, ExecutionPath path) {}

  private final Key key;
  private final Counts counts;
  private final byte[] latency;
  private final List<SlowCall> slowest;

  /**
   * @param latency encoded by {@link LatencyCodec}; not copied
   * @param slowest the slowest calls, {@link SlowestCalls#KEPT} at the most
   */
  Slice(Key key, Counts counts, byte[] latency, List<SlowCall> slowest) {
    this.key = key;
    this.counts = counts;
    this.latency = latency;
    this.slowest = slowest;
  }

  Key key() {
    return key;
  }

  Counts counts() {
    return counts;
  }

  List<SlowCall> slowest() {
    return slowest;
  }

  void addLatenciesTo(LatencyCounts target) {
    target.add(latency);
  }

  void addLatenciesTo(Histogram target) {
    LatencyCodec.addTo(target, latency);
  }

  /** One slice of several with the same key; histograms are added up. */
  static Slice merge(Key key, List<Slice> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    Histogram sum = LatencyCodec.empty();
    Counts counts = Counts.ZERO;
    for (Slice part : parts) {
      part.addLatenciesTo(sum);
      counts = counts.plus(part.counts);
    }
    return new Slice(
        key,
        counts,
        LatencyCodec.encode(sum),
        SlowCall.slowest(
            parts.stream().flatMap(part -> part.slowest.stream()).toList(), SlowestCalls.KEPT));
  }
}
