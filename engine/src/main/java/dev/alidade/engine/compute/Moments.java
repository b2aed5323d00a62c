package dev.alidade.engine.compute;

import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Count, sum, squared deviations and extremes of numbers, none of them NaN.
 *
 * @param m2 sum of squared deviations from the mean
 */
record Moments(long count, double sum, double m2, double min, double max) {
  /**
   * Rows of one kernel call: 256 KiB, which stay in the cache between the copy and the kernel. The
   * result depends on it in its last digits, so it does not depend on the machine.
   */
  static final int CHUNK = 32 * 1024;

  private static final Moments NONE =
      new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /**
   * A mean so many times the deviation takes digits from the squares: they are summed once more,
   * around the mean. Below it, 12 digits hold.
   */
  static final double FAR_FROM_ZERO = 1e3;

  /** In one pass, chunks on the workers; in two where the numbers lie far from zero. */
  static Moments of(Series series, ComputeRun run) {
    Moments all = around(0, series, run);
    double mean = all.mean();
    if (!farFromZero(mean, all.m2, all.count)) {
      return all;
    }
    Moments centred = around(mean, series, run);
    return new Moments(all.count, all.sum, centred.m2, all.min, all.max);
  }

  /** Whether {@code m2} of so many numbers has lost digits. */
  static boolean farFromZero(double mean, double m2, long count) {
    return Double.isFinite(m2)
        && Math.abs(mean) > FAR_FROM_ZERO * Math.sqrt(m2 / Math.max(1, count));
  }

  private static Moments around(double centre, Series series, ComputeRun run) {
    int chunks = Math.toIntExact((series.rows() + CHUNK - 1) / CHUNK);
    var buffers =
        new PerWorker<Buffers>(
            run, worker -> new Buffers(new double[CHUNK], run.scratch(worker, CHUNK * 8L)));
    List<Moments> parts =
        run.map(
            chunks,
            (chunk, worker) -> {
              long from = (long) chunk * CHUNK;
              return ofChunk(
                  centre,
                  series,
                  from,
                  (int) Math.min(CHUNK, series.rows() - from),
                  buffers.of(worker),
                  worker,
                  run);
            });
    return joined(parts);
  }

  private record Buffers(double[] values, Region region) {}

  private static Moments ofChunk(
      double centre,
      Series series,
      long from,
      int rows,
      Buffers buffers,
      int worker,
      ComputeRun run) {
    double[] values = buffers.values();
    if (series.nullCount() == 0) {
      series.read(from, rows, values);
      Moments all = kernel(centred(values, rows, centre), rows, buffers.region(), worker, run);
      if (!Double.isNaN(all.sum)) {
        return all;
      }
    }
    // There is a NaN, which has to stay out; or infinities of both signs, whose sum is NaN.
    int numbers = series.readNumbers(from, rows, values);
    return numbers == 0
        ? NONE
        : kernel(centred(values, numbers, centre), numbers, buffers.region(), worker, run);
  }

  private static double[] centred(double[] values, int count, double centre) {
    if (centre != 0) {
      for (int i = 0; i < count; i++) {
        values[i] -= centre;
      }
    }
    return values;
  }

  private static Moments kernel(
      double[] values, int count, Region region, int worker, ComputeRun run) {
    MemorySegment.copy(values, 0, region.segment(), ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, count);
    return run.call(
        ComputeKernels.MOMENTS_F64,
        worker,
        count,
        count * 8L,
        block ->
            block.putInt(Blocks.Moments.ROWS, count).putInt(Blocks.Moments.VALUES, region.offset()),
        block ->
            new Moments(
                block.getLong(Blocks.Moments.OUT_COUNT),
                block.getDouble(Blocks.Moments.OUT_SUM),
                block.getDouble(Blocks.Moments.OUT_M2),
                block.getDouble(Blocks.Moments.OUT_MIN),
                block.getDouble(Blocks.Moments.OUT_MAX)));
  }

  /** Chan, Golub and LeVeque (1979); the sums are added with Neumaier's compensation. */
  static Moments joined(List<Moments> parts) {
    long count = 0;
    double sum = 0;
    double lost = 0;
    double m2 = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (Moments part : parts) {
      if (part.count == 0) {
        continue;
      }
      if (count == 0) {
        m2 = part.m2;
      } else {
        double delta = part.mean() - (sum + lost) / count;
        m2 += part.m2 + delta * delta * (count * (part.count / (double) (count + part.count)));
      }
      double total = sum + part.sum;
      lost +=
          Math.abs(sum) >= Math.abs(part.sum) ? (sum - total) + part.sum : (part.sum - total) + sum;
      sum = total;
      count += part.count;
      min = Math.min(min, part.min);
      max = Math.max(max, part.max);
    }
    return new Moments(count, Double.isFinite(sum) ? sum + lost : sum, m2, min, max);
  }

  double mean() {
    return sum / count;
  }
}
