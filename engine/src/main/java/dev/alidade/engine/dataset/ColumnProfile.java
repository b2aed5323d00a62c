package dev.alidade.engine.dataset;

import java.util.List;
import java.util.Optional;

/**
 * What one column holds.
 *
 * @param distinct exact number of distinct values
 * @param numbers figures of numeric and timestamp columns (timestamps as epoch milliseconds)
 *     without NaN; the standard deviation is the population's
 * @param histogram equal-width bins of numeric and timestamp columns; empty for others
 * @param topValues most frequent values as text, most frequent first
 */
public record ColumnProfile(
    Field field,
    long rows,
    long nulls,
    long distinct,
    Optional<Numbers> numbers,
    List<Bin> histogram,
    List<TopValue> topValues) {
  public ColumnProfile {
    histogram = List.copyOf(histogram);
    topValues = List.copyOf(topValues);
  }

  public record Numbers(
      double min,
      double max,
      double mean,
      double standardDeviation,
      double p25,
      double median,
      double p75) {}

  /** Counts values in {@code [from, to)}; the last bin includes its end. */
  public record Bin(double from, double to, long count) {}

  public record TopValue(String value, long count) {}
}
