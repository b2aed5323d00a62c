package dev.alidade.engine.telemetry;

import java.util.List;

/**
 * How long the calls of an operation took: counts in steps of an eighth of an octave, without holes
 * from the quickest to the slowest; empty where nothing was called.
 */
public record LatencyDistribution(List<Bin> bins) {
  /** Steps in which a latency doubles. */
  static final int STEPS_AN_OCTAVE = 8;

  public LatencyDistribution {
    bins = List.copyOf(bins);
  }

  /** Calls that took from {@code fromNanos} to below {@code toNanos}. */
  public record Bin(double fromNanos, double toNanos, long count) {}

  /** All calls. */
  public long count() {
    return bins.stream().mapToLong(Bin::count).sum();
  }
}
