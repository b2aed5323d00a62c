package dev.alidade.engine.telemetry;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The filled buckets of one or several encoded histograms. An interval fills some dozens of the
 * thousands of buckets that a histogram has, so that reading them alone makes a history of hundreds
 * of intervals cheap. Its percentiles are those of {@link Histogram}. Not thread-safe.
 */
final class LatencyCounts {
  /** Knows where buckets lie; nothing is recorded in it. */
  private static final Histogram SHAPE = LatencyCodec.empty();

  /** Ends of buckets, ascending, as the histogram tells them, and the calls in each. */
  private long[] values = new long[64];

  private long[] counts = new long[64];
  private int size;
  private long total;

  /** Adds an encoded histogram. */
  void add(byte[] encoded) {
    if (size == 0) {
      LatencyCodec.forEach(encoded, this::append);
      return;
    }
    LatencyCounts other = new LatencyCounts();
    LatencyCodec.forEach(encoded, other::append);
    merge(other);
  }

  private void append(long value, long count) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    values[size] = value;
    counts[size++] = count;
    total += count;
  }

  private void merge(LatencyCounts other) {
    LatencyCounts both = new LatencyCounts();
    int a = 0;
    int b = 0;
    while (a < size || b < other.size) {
      if (b == other.size || (a < size && values[a] < other.values[b])) {
        both.append(values[a], counts[a++]);
      } else if (a == size || other.values[b] < values[a]) {
        both.append(other.values[b], other.counts[b++]);
      } else {
        both.append(values[a], counts[a++] + other.counts[b++]);
      }
    }
    values = both.values;
    counts = both.counts;
    size = both.size;
    total = both.total;
  }

  /** The value that {@code percent} of the calls did not exceed; 0 without calls. */
  long percentile(double percent) {
    long wanted = (long) Math.ceil(Math.nextDown(percent) * total / 100);
    long seen = 0;
    for (int i = 0; i < size; i++) {
      seen += counts[i];
      if (seen >= Math.max(1, wanted)) {
        return values[i];
      }
    }
    return 0;
  }

  /** The slowest call; 0 without calls. */
  long max() {
    return size == 0 ? 0 : values[size - 1];
  }

  /** Calls by floor(steps · log2(nanos)). */
  Map<Integer, Long> cells(int stepsAnOctave) {
    Map<Integer, Long> cells = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      cells.merge(
          cellOf(SHAPE.medianEquivalentValue(values[i]), stepsAnOctave), counts[i], Long::sum);
    }
    return cells;
  }

  private static int cellOf(long nanos, int stepsAnOctave) {
    return (int)
        Math.floor(stepsAnOctave * Math.log((double) Math.max(1, nanos)) / Math.log(2) + 1e-9);
  }
}
