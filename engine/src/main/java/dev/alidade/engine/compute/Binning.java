package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Histograms: one pass for the range, one that counts. */
final class Binning {
  private static final int CHUNK = Moments.CHUNK;

  /** What a picture could show; more is a mistake. */
  private static final int MOST_BINS = 65_536;

  private Binning() {}

  static Histogram histogram(Series series, int bins, ComputeRun run) {
    if (bins < 1 || bins > MOST_BINS) {
      throw new InvalidRequest(
          "A histogram cannot have " + bins + " bins.", "Ask for 1 to 65,536 bins.");
    }
    double[] range = finiteRange(series, run);
    double min = range[0];
    double max = range[1];
    if (min > max) {
      return new Histogram(Double.NaN, Double.NaN, new long[0], run.path());
    }
    if (min == max) {
      // One bin, as the kernel wants a width: how many rows hold this number.
      return new Histogram(min, max, new long[] {count(series, min, run)}, run.path());
    }
    return new Histogram(min, max, counts(series, min, max, bins, run), run.path());
  }

  /** Lowest and highest finite number; the first is above the second where there is none. */
  private static double[] finiteRange(Series series, ComputeRun run) {
    Moments all = Moments.of(series, run);
    if (all.count() == 0 || Double.isFinite(all.min()) && Double.isFinite(all.max())) {
      return new double[] {all.min(), all.max()};
    }
    List<double[]> parts =
        run.map(
            chunks(series),
            (chunk, worker) -> {
              double[] values = new double[CHUNK];
              int rows = rows(series, chunk);
              series.read((long) chunk * CHUNK, rows, values);
              double low = Double.POSITIVE_INFINITY;
              double high = Double.NEGATIVE_INFINITY;
              for (int i = 0; i < rows; i++) {
                if (Double.isFinite(values[i])) {
                  low = Math.min(low, values[i]);
                  high = Math.max(high, values[i]);
                }
              }
              return new double[] {low, high};
            });
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] part : parts) {
      low = Math.min(low, part[0]);
      high = Math.max(high, part[1]);
    }
    return new double[] {low, high};
  }

  private static long count(Series series, double value, ComputeRun run) {
    List<Long> parts =
        run.map(
            chunks(series),
            (chunk, worker) -> {
              double[] values = new double[CHUNK];
              int rows = rows(series, chunk);
              series.read((long) chunk * CHUNK, rows, values);
              long found = 0;
              for (int i = 0; i < rows; i++) {
                found += values[i] == value ? 1 : 0;
              }
              return found;
            });
    return parts.stream().mapToLong(Long::longValue).sum();
  }

  private record Buffers(double[] values, Region input, Region counts) {}

  private static long[] counts(Series series, double min, double max, int bins, ComputeRun run) {
    double scale = scale(max - min);
    var buffers =
        new PerWorker<Buffers>(
            run,
            worker ->
                new Buffers(
                    new double[CHUNK],
                    run.scratch(worker, CHUNK * 8L),
                    run.scratch(worker, bins * 8L)));
    List<long[]> parts =
        run.map(
            chunks(series),
            (chunk, worker) -> {
              Buffers own = buffers.of(worker);
              int rows = rows(series, chunk);
              series.read((long) chunk * CHUNK, rows, own.values());
              if (scale != 1) {
                for (int i = 0; i < rows; i++) {
                  own.values()[i] *= scale;
                }
              }
              return kernel(own, rows, min * scale, max * scale, bins, worker, run);
            });
    long[] counts = new long[bins];
    for (long[] part : parts) {
      for (int bin = 0; bin < bins; bin++) {
        counts[bin] += part[bin];
      }
    }
    return counts;
  }

  /** A power of two by which bins / width neither overflows nor loses digits. */
  private static double scale(double width) {
    if (width > 1e300) {
      return 0x1p-60;
    }
    return width < 1e-290 ? 0x1p200 : 1;
  }

  private static long[] kernel(
      Buffers buffers, int rows, double min, double max, int bins, int worker, ComputeRun run) {
    MemorySegment.copy(
        buffers.values(), 0, buffers.input().segment(), ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, rows);
    return run.call(
        ComputeKernels.HISTOGRAM_F64,
        worker,
        rows,
        rows * 8L,
        block ->
            block
                .putInt(Blocks.Histogram.ROWS, rows)
                .putInt(Blocks.Histogram.VALUES, buffers.input().offset())
                .putDouble(Blocks.Histogram.LOW, min)
                .putDouble(Blocks.Histogram.HIGH, max)
                .putInt(Blocks.Histogram.BINS, bins)
                .putInt(Blocks.Histogram.OUT_COUNTS, buffers.counts().offset()),
        block -> buffers.counts().segment().toArray(ValueLayout.JAVA_LONG_UNALIGNED));
  }

  private static int chunks(Series series) {
    return Math.toIntExact((series.rows() + CHUNK - 1) / CHUNK);
  }

  private static int rows(Series series, int chunk) {
    return (int) Math.min(CHUNK, series.rows() - (long) chunk * CHUNK);
  }
}
