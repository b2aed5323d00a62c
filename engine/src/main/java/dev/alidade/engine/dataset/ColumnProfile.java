package dev.alidade.engine.dataset;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What one column holds.
 *
 * @param nans values that are no number, of a float64 column; they are not nulls
 * @param distinct number of distinct values
 * @param estimated whether the number of distinct values is HyperLogLog's, quantiles and histogram
 *     those of a sample, and the counts of top values at least so many; exact where false
 * @param numbers figures of numeric and timestamp columns (timestamps as epoch milliseconds)
 *     without NaN; the standard deviation is the population's
 * @param wholes exact figures of int64 and timestamp columns with values (timestamps as epoch
 *     milliseconds), which {@code numbers} rounds beyond 2^53
 * @param histogram equal-width bins of numeric and timestamp columns; empty for others
 * @param topValues most frequent values as text, most frequent first
 * @param texts lengths and characters of text columns
 */
public record ColumnProfile(
    Field field,
    long rows,
    long nulls,
    long nans,
    long distinct,
    boolean estimated,
    Optional<Numbers> numbers,
    Optional<Wholes> wholes,
    List<Bin> histogram,
    List<TopValue> topValues,
    Optional<Texts> texts) {
  public ColumnProfile {
    histogram = List.copyOf(histogram);
    topValues = List.copyOf(topValues);
  }

  public record Numbers(
      double min,
      double max,
      double mean,
      double standardDeviation,
      double p05,
      double p25,
      double median,
      double p75,
      double p95) {}

  public record Wholes(long min, long max, BigInteger sum) {}

  /**
   * Lengths in code points, and how many values have at least one character of a kind. Punctuation
   * is every other ASCII character.
   */
  public record Texts(
      long shortest,
      long longest,
      double meanLength,
      long empty,
      long withLetters,
      long withDigits,
      long withBlanks,
      long withPunctuation,
      long withOthers) {}

  /** Counts values in {@code [from, to)}; the last bin includes its end. */
  public record Bin(double from, double to, long count) {}

  public record TopValue(String value, long count) {}
}
