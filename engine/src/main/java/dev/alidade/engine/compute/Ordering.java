package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import java.util.Arrays;

/** What needs the numbers in order. */
final class Ordering {
  private static final int CHUNK = Moments.CHUNK;
  private static final String WHY_JAVA = "sorting has no kernel: Java's own sort is used";

  private Ordering() {}

  static Quantiles quantiles(Series series, double[] probabilities, ComputeRun run) {
    for (double p : probabilities) {
      if (!(p >= 0 && p <= 1)) {
        throw new InvalidRequest(
            "A quantile cannot be taken at " + p + ".", "Give probabilities from 0 to 1.");
      }
    }
    double[] sorted = sorted(numbers(series, run), run);
    double[] values = new double[probabilities.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sorted.length == 0 ? Double.NaN : at(sorted, probabilities[i]);
    }
    return new Quantiles(probabilities.clone(), values, sorted.length, ComputeRun.java(WHY_JAVA));
  }

  private static double at(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    double low = sorted[below];
    double high = sorted[Math.min(sorted.length - 1, below + 1)];
    double share = position - below;
    if (share == 0 || low == high) {
      return low;
    }
    double distance = high - low;
    // between infinities, and between numbers whose distance is no number
    return Double.isFinite(distance) ? low + distance * share : low * (1 - share) + high * share;
  }

  /** The numbers without nulls and NaN. */
  static double[] numbers(Series series, ComputeRun run) {
    if (series.rows() > Integer.MAX_VALUE - 64) {
      throw new InvalidRequest(
          "There are too many rows to sort: %,d.".formatted(series.rows()), "Filter them first.");
    }
    double[] all = new double[(int) series.rows()];
    double[] chunk = new double[CHUNK];
    int count = 0;
    for (long from = 0; from < series.rows(); from += CHUNK) {
      run.check();
      int rows = (int) Math.min(CHUNK, series.rows() - from);
      int numbers = series.readNumbers(from, rows, chunk);
      System.arraycopy(chunk, 0, all, count, numbers);
      count += numbers;
    }
    return count == all.length ? all : Arrays.copyOf(all, count);
  }

  private static double[] sorted(double[] values, ComputeRun run) {
    run.check();
    Arrays.sort(values);
    return values;
  }
}
