package dev.alidade.engine.compute;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products of deviations from the means, over rows where both sides have a number. Two
 * passes over each chunk in cache, chunks joined as in {@link Moments}.
 *
 * @param meanX of the numbers, or their distance from it where they were summed around it
 */
record CoMoments(long count, double meanX, double meanY, double xx, double xy, double yy) {
  private static final int CHUNK = Moments.CHUNK;

  /** Where the next row costs a cache line each, Java's loops wait for memory as a kernel would. */
  static final String WHY_JAVA = "two columns are read once each; memory sets the pace";

  static CoMoments of(Series x, Series y, ComputeRun run) {
    CoMoments all = around(0, 0, x, y, run);
    return Moments.farFromZero(all.meanX, all.xx, all.count)
            || Moments.farFromZero(all.meanY, all.yy, all.count)
        ? around(all.meanX, all.meanY, x, y, run)
        : all;
  }

  private static CoMoments around(
      double centreX, double centreY, Series x, Series y, ComputeRun run) {
    int chunks = Math.toIntExact((x.rows() + CHUNK - 1) / CHUNK);
    double[] @Nullable [] buffers = new double[2 * run.workers()][];
    List<CoMoments> parts =
        run.map(
            chunks,
            (chunk, worker) -> {
              double[] xs = buffers[2 * worker];
              double[] ys = buffers[2 * worker + 1];
              if (xs == null || ys == null) {
                xs = new double[CHUNK];
                ys = new double[CHUNK];
                buffers[2 * worker] = xs;
                buffers[2 * worker + 1] = ys;
              }
              long from = (long) chunk * CHUNK;
              int rows = (int) Math.min(CHUNK, x.rows() - from);
              x.read(from, rows, xs);
              y.read(from, rows, ys);
              return ofChunk(centreX, centreY, xs, ys, rows);
            });
    return joined(parts);
  }

  private static CoMoments ofChunk(
      double centreX, double centreY, double[] xs, double[] ys, int rows) {
    int n = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < rows; i++) {
      double x = xs[i] - centreX;
      double y = ys[i] - centreY;
      xs[n] = x;
      ys[n] = y;
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        sumX += x;
        sumY += y;
        n++;
      }
    }
    double meanX = n == 0 ? 0 : sumX / n;
    double meanY = n == 0 ? 0 : sumY / n;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      double dx = xs[i] - meanX;
      double dy = ys[i] - meanY;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    return new CoMoments(n, meanX, meanY, xx, xy, yy);
  }

  private static CoMoments joined(List<CoMoments> parts) {
    long count = 0;
    double meanX = 0;
    double meanY = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (CoMoments part : parts) {
      if (part.count == 0) {
        continue;
      }
      long all = count + part.count;
      double dx = part.meanX - meanX;
      double dy = part.meanY - meanY;
      double weight = count * (part.count / (double) all);
      xx += part.xx + dx * dx * weight;
      xy += part.xy + dx * dy * weight;
      yy += part.yy + dy * dy * weight;
      meanX += dx * (part.count / (double) all);
      meanY += dy * (part.count / (double) all);
      count = all;
    }
    return new CoMoments(count, meanX, meanY, xx, xy, yy);
  }

  double r() {
    if (count < 2) {
      return Double.NaN;
    }
    double r = xy / (Math.sqrt(xx) * Math.sqrt(yy));
    return Double.isNaN(r) ? r : Math.clamp(r, -1.0, 1.0);
  }
}
