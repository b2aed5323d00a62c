package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.compute.MovingWindow.Function;
import dev.alidade.engine.dataset.MovingSums;

/**
 * Moving windows without subtraction (van Herk, 1992; Gil and Werman, 1993): rows are cut into
 * blocks of a window's length, and a window is the end of one block and the beginning of the next.
 * So nothing drifts, and an infinity leaves no trace once it is out of the window.
 */
final class Windows {
  private static final int CHUNK = Moments.CHUNK;
  private static final String WHY_JAVA = "each row depends on the one before it: no kernel";

  private Windows() {}

  static Windowed of(Series series, MovingWindow window, ComputeRun run) {
    if (series.rows() > Integer.MAX_VALUE - 64) {
      throw new InvalidRequest(
          "There are too many rows: %,d.".formatted(series.rows()), "Filter them first.");
    }
    int rows = (int) series.rows();
    double[] out = new double[rows];
    for (int from = 0; from < rows; from += CHUNK) {
      run.check();
      int count = Math.min(CHUNK, rows - from);
      double[] chunk = new double[count];
      series.read(from, count, chunk);
      System.arraycopy(chunk, 0, out, from, count);
    }
    switch (window.function()) {
      case SUM, MEAN -> sums(out, window, run);
      case MIN, MAX, STANDARD_DEVIATION -> new Windows.Pass(out, window, run).run();
    }
    return new Windowed(out, ComputeRun.java(WHY_JAVA));
  }

  private static void sums(double[] values, MovingWindow window, ComputeRun run) {
    MovingSums.of(
        values.length,
        window.rows(),
        window.function() == Function.MEAN,
        new MovingSums.Values() {
          @Override
          public boolean isPresent(int row) {
            return !Double.isNaN(values[row]);
          }

          @Override
          public double at(int row) {
            return values[row];
          }
        },
        (row, count, value) -> values[row] = count < window.least() ? Double.NaN : value,
        row -> {
          if (row % CHUNK == 0) {
            run.check();
          }
        });
  }

  /** Numbers of a piece of a block. The mean is kept instead of the sum, and deviations with it. */
  private static final class Sums {
    final int[] count;
    final double[] first;
    final double[] second;

    Sums(int length, boolean two) {
      count = new int[length];
      first = new double[length];
      second = new double[two ? length : 0];
    }
  }

  /** Works in place: a block's values are copied before its results overwrite them. */
  private static final class Pass {
    private final double[] values;
    private final Function function;
    private final int least;
    private final int length;
    private final ComputeRun run;

    /** Of each row of the block before: from there to the end of that block. */
    private final Sums ends;

    private final Sums begin = new Sums(1, true);
    private final double[] block;
    private int done;

    Pass(double[] values, MovingWindow window, ComputeRun run) {
      this.values = values;
      this.function = window.function();
      this.least = window.least();
      this.length = Math.min(window.rows(), Math.max(1, values.length));
      this.run = run;
      this.ends = new Sums(length + 1, function == Function.STANDARD_DEVIATION);
      this.block = new double[length];
    }

    void run() {
      for (int i = 0; i <= length; i++) {
        clear(ends, i); // before the first row there is nothing
      }
      for (int from = 0; from < values.length; from += length) {
        int count = Math.min(length, values.length - from);
        System.arraycopy(values, from, block, 0, count);
        clear(begin, 0);
        for (int i = 0; i < count; i++) {
          tick();
          append(begin, 0, block[i]);
          values[from + i] = result(ends, i + 1, begin, 0);
        }
        clear(ends, length);
        for (int i = count - 1; i >= 0; i--) {
          copy(ends, i + 1, i);
          append(ends, i, block[i]);
        }
      }
    }

    private void tick() {
      if (++done % CHUNK == 0) {
        run.check();
      }
    }

    private void clear(Sums sums, int at) {
      sums.count[at] = 0;
      sums.first[at] =
          switch (function) {
            case MIN -> Double.POSITIVE_INFINITY;
            case MAX -> Double.NEGATIVE_INFINITY;
            case SUM, MEAN, STANDARD_DEVIATION -> 0;
          };
      if (sums.second.length > 0) {
        sums.second[at] = 0;
      }
    }

    private static void copy(Sums sums, int from, int to) {
      sums.count[to] = sums.count[from];
      sums.first[to] = sums.first[from];
      if (sums.second.length > 0) {
        sums.second[to] = sums.second[from];
      }
    }

    private void append(Sums sums, int at, double value) {
      if (Double.isNaN(value)) {
        return;
      }
      sums.count[at]++;
      switch (function) {
        case SUM, MEAN -> throw new IllegalStateException("sums are made by MovingSums");
        case MIN -> sums.first[at] = Math.min(sums.first[at], value);
        case MAX -> sums.first[at] = Math.max(sums.first[at], value);
        case STANDARD_DEVIATION -> {
          double delta = value - sums.first[at];
          sums.first[at] += delta / sums.count[at];
          sums.second[at] += delta * (value - sums.first[at]);
        }
      }
    }

    /** The end of the block before and the beginning of this one together. */
    private double result(Sums end, int i, Sums start, int j) {
      int count = end.count[i] + start.count[j];
      if (count < least) {
        return Double.NaN;
      }
      return switch (function) {
        case SUM, MEAN -> throw new IllegalStateException("sums are made by MovingSums");
        case MIN -> Math.min(end.first[i], start.first[j]);
        case MAX -> Math.max(end.first[i], start.first[j]);
        case STANDARD_DEVIATION -> {
          double delta = end.count[i] == 0 ? 0 : start.first[j] - end.first[i];
          double between = delta * delta * end.count[i] * (start.count[j] / (double) count);
          yield Math.sqrt((end.second[i] + start.second[j] + between) / count);
        }
      };
    }
  }
}
