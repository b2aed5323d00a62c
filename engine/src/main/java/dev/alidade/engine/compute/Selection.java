package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.dataset.Interpolation;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Numbers at ranks without sorting: the upper 16 bits of all are counted, and only the numbers
 * whose upper bits are those of a wanted rank are looked at again.
 */
final class Selection {
  private static final int CHUNK = Moments.CHUNK;
  private static final int DIGITS = 1 << 16;

  /** So few are sorted, which takes some milliseconds. */
  private static final int FEW = 64 * 1024;

  /** Counts that are kept apart, for the progress. */
  private static final int SUMS = 16;

  private static final String WHY_JAVA = "counting digits has no kernel: Java does it in one pass";

  private Selection() {}

  static Quantiles quantiles(Series series, double[] probabilities, ComputeRun run) {
    for (double p : probabilities) {
      if (!(p >= 0 && p <= 1)) {
        throw new InvalidRequest(
            "A quantile cannot be taken at " + p + ".", "Give probabilities from 0 to 1.");
      }
    }
    run.stage(0, 0.5, "counting " + series.name());
    long[] counts = counts(series, run);
    long all = Arrays.stream(counts).sum();
    NavigableMap<Long, Double> ranks = new TreeMap<>();
    for (double p : probabilities) {
      long below = (long) (p * (all - 1));
      ranks.put(below, Double.NaN);
      ranks.put(Math.min(all - 1, below + 1), Double.NaN);
    }
    double[] values = new double[probabilities.length];
    Arrays.fill(values, Double.NaN);
    if (all > 0 && values.length > 0) {
      run.stage(0.5, 1, "finding quantiles of " + series.name());
      find(series, counts, ranks, run);
      for (int i = 0; i < values.length; i++) {
        values[i] = between(ranks, probabilities[i] * (all - 1), all);
      }
    }
    return new Quantiles(probabilities.clone(), values, all, ComputeRun.java(WHY_JAVA));
  }

  private static double between(NavigableMap<Long, Double> ranks, double position, long all) {
    long below = (long) position;
    double low = ranks.getOrDefault(below, Double.NaN);
    double high = ranks.getOrDefault(Math.min(all - 1, below + 1), Double.NaN);
    return Interpolation.between(low, high, position - below);
  }

  /** Numbers by the upper 16 bits of their keys. */
  private static long[] counts(Series series, ComputeRun run) {
    var buffers = new PerWorker<double[]>(run, worker -> new double[CHUNK]);
    List<long[]> parts =
        run.fold(
            chunks(series),
            SUMS,
            () -> new long[DIGITS],
            (counts, chunk, worker) -> {
              double[] values = buffers.of(worker);
              int numbers = read(series, chunk, values);
              for (int i = 0; i < numbers; i++) {
                counts[(int) (Ordering.key(values[i]) >>> 48)]++;
              }
            });
    long[] all = new long[DIGITS];
    for (long[] part : parts) {
      for (int digit = 0; digit < DIGITS; digit++) {
        all[digit] += part[digit];
      }
    }
    return all;
  }

  private static int chunks(Series series) {
    return Math.toIntExact((series.rows() + CHUNK - 1) / CHUNK);
  }

  private static int read(Series series, int chunk, double[] out) {
    long from = (long) chunk * CHUNK;
    return series.readNumbers(from, (int) Math.min(CHUNK, series.rows() - from), out);
  }

  /** A bucket of keys that share their upper bits and hold wanted ranks. */
  private static final class Bucket {
    private final long firstRank;
    private final long[] keys;
    private int size;

    Bucket(long firstRank, long size) {
      if (size > Integer.MAX_VALUE - 64) {
        throw new InvalidRequest(
            "Too many numbers are nearly alike: %,d.".formatted(size), "Filter the rows first.");
      }
      this.firstRank = firstRank;
      this.keys = new long[(int) size];
    }
  }

  private static void find(
      Series series, long[] counts, NavigableMap<Long, Double> ranks, ComputeRun run) {
    Bucket[] buckets = new Bucket[DIGITS];
    long first = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      Long wanted = ranks.ceilingKey(first);
      if (wanted != null && wanted < first + counts[digit]) {
        buckets[digit] = new Bucket(first, counts[digit]);
      }
      first += counts[digit];
    }
    double[] values = new double[CHUNK];
    for (int chunk = 0; chunk < chunks(series); chunk++) {
      run.check();
      int numbers = read(series, chunk, values);
      for (int i = 0; i < numbers; i++) {
        long key = Ordering.key(values[i]);
        Bucket bucket = buckets[(int) (key >>> 48)];
        if (bucket != null) {
          bucket.keys[bucket.size++] = key;
        }
      }
    }
    for (Bucket bucket : buckets) {
      if (bucket != null) {
        solve(bucket, 32, ranks, run);
      }
    }
  }

  /**
   * @param shift of the 16 bits below those that the bucket's keys share
   */
  private static void solve(
      Bucket bucket, int shift, NavigableMap<Long, Double> ranks, ComputeRun run) {
    run.check();
    if (bucket.size <= FEW || shift < 0) {
      // Keys that share all bits are in order already.
      if (shift >= 0) {
        Arrays.sort(bucket.keys);
      }
      ranks
          .subMap(bucket.firstRank, bucket.firstRank + bucket.size)
          .replaceAll((rank, none) -> Ordering.value(bucket.keys[(int) (rank - bucket.firstRank)]));
      return;
    }
    int[] counts = new int[DIGITS];
    for (int i = 0; i < bucket.size; i++) {
      counts[(int) (bucket.keys[i] >>> shift) & DIGITS - 1]++;
    }
    Bucket[] parts = new Bucket[DIGITS];
    long first = bucket.firstRank;
    for (int digit = 0; digit < DIGITS; digit++) {
      Long wanted = ranks.ceilingKey(first);
      if (wanted != null && wanted < first + counts[digit]) {
        parts[digit] = new Bucket(first, counts[digit]);
      }
      first += counts[digit];
    }
    for (int i = 0; i < bucket.size; i++) {
      Bucket part = parts[(int) (bucket.keys[i] >>> shift) & DIGITS - 1];
      if (part != null) {
        part.keys[part.size++] = bucket.keys[i];
      }
    }
    for (Bucket part : parts) {
      if (part != null) {
        solve(part, shift - 16, ranks, run);
      }
    }
  }
}
