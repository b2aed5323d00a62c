package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Interpolation;
import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * Between the two nearest values linearly, NaN the largest, as of a whole: a Double of numbers,
   * an Instant of times; null of none.
   */
  @Nullable Object percentile(double percentile) {
    List<Tally> sorted = new ArrayList<>(tallies.values());
    sorted.sort(StreamValues::inOrder);
    long all = sorted.stream().mapToLong(Tally::count).sum();
    if (all == 0) {
      return null;
    }
    double place = (all - 1) * percentile / 100;
    Object low = at(sorted, (long) Math.floor(place));
    Object high = at(sorted, (long) Math.ceil(place));
    double share = place - Math.floor(place);
    return switch (low) {
      case Long from -> Interpolation.between(from, (long) high, share);
      case Instant from ->
          Instant.ofEpochMilli(
              Interpolation.floorBetween(
                  from.toEpochMilli(), ((Instant) high).toEpochMilli(), share));
      default -> Interpolation.between((double) low + 0.0, (double) high + 0.0, share);
    };
  }

  /** The values of one column are all of one type. */
  private static int inOrder(Tally a, Tally b) {
    return switch (a.value) {
      case Long number -> Long.compare(number, (long) b.value);
      case Instant time -> time.compareTo((Instant) b.value);
      default -> Double.compare((double) a.value + 0.0, (double) b.value + 0.0);
    };
  }

  private static Object at(List<Tally> sorted, long place) {
    long before = 0;
    for (Tally tally : sorted) {
      before += tally.count;
      if (place < before) {
        return tally.value;
      }
    }
    return sorted.getLast().value;
  }
}
