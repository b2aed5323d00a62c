package dev.alidade.engine.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one operation did on one path since the engine was opened or reset, for exporters that want
 * a distribution.
 *
 * @param buckets calls by duration: one count for each bound, and one for what took longer
 */
public record OperationTotals(OperationStats stats, List<Long> buckets) {
  /**
   * Upper bounds in nanoseconds, included: 1, 2.5, 5 in each decade from a microsecond to 100 s.
   */
  public static final List<Long> BOUNDS_NANOS = bounds();

  public OperationTotals {
    buckets = List.copyOf(buckets);
  }

  private static List<Long> bounds() {
    List<Long> bounds = new ArrayList<>();
    for (long decade = 1_000; decade < 100_000_000_000L; decade *= 10) {
      bounds.add(decade);
      bounds.add(decade * 5 / 2);
      bounds.add(decade * 5);
    }
    bounds.add(100_000_000_000L);
    return List.copyOf(bounds);
  }

  static List<Long> bucketsOf(Histogram latencies) {
    long[] counts = new long[BOUNDS_NANOS.size() + 1];
    for (var bucket : latencies.recordedValues()) {
      int at = 0;
      while (at < BOUNDS_NANOS.size()
          && bucket.getValueIteratedTo() > latencies.highestEquivalentValue(BOUNDS_NANOS.get(at))) {
        at++;
      }
      counts[at] += bucket.getCountAddedInThisIterationStep();
    }
    List<Long> buckets = new ArrayList<>();
    for (long count : counts) {
      buckets.add(count);
    }
    return buckets;
  }
}
