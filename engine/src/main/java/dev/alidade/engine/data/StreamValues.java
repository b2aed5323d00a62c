package dev.alidade.engine.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each value of a column is there in one group, for measures that need them all. Values
 * that are equal as keys are one: every NaN, and −0.0 with 0.0.
 */
final class StreamValues {
  private final Map<Object, Tally> tallies = new LinkedHashMap<>();

  /** A value as it came first, and how often. */
  private record Tally(Object value, long count) {}

  /** Returns how many values became known, 0 or 1. */
  int add(Object value, long count) {
    int before = tallies.size();
    tallies.merge(
        StreamKeys.same(value),
        new Tally(value, count),
        (known, more) -> new Tally(known.value, known.count + more.count));
    return tallies.size() - before;
  }

  long different() {
    return tallies.size();
  }

  /** The most frequent value; of several the one that came first; null of none. */
  @Nullable Object mode() {
    Tally best = null;
    for (Tally tally : tallies.values()) {
      if (best == null || tally.count > best.count) {
        best = tally;
      }
    }
    return best == null ? null : best.value;
  }

  /** Between the two nearest values linearly, NaN the largest, as of a whole; null of none. */
  @Nullable Double percentile(double percentile) {
    List<Tally> sorted = new ArrayList<>(tallies.values());
    sorted.sort(Comparator.comparingDouble(StreamValues::number));
    long all = sorted.stream().mapToLong(Tally::count).sum();
    if (all == 0) {
      return null;
    }
    double place = (all - 1) * percentile / 100;
    double low = at(sorted, (long) Math.floor(place));
    double high = at(sorted, (long) Math.ceil(place));
    return low == high ? low : low + (high - low) * (place - Math.floor(place));
  }

  private static double at(List<Tally> sorted, long place) {
    long before = 0;
    for (Tally tally : sorted) {
      before += tally.count;
      if (place < before) {
        return number(tally);
      }
    }
    return number(sorted.getLast());
  }

  private static double number(Tally tally) {
    return ((Number) tally.value).doubleValue() + 0.0;
  }
}
