package dev.alidade.engine.compute;

import java.util.List;

/**
 * Sums of products of deviations from the means, over rows where both sides have a number. Two
 * passes over each chunk in cache, chunks joined as in {@link Moments}.
 *
 * @param meanX of the numbers, or their distance from it where they were summed around it
 */
record CoMoments(long count, double meanX, double meanY, double xx, double xy, double yy) {
  private static final int CHUNK = Moments.CHUNK;

  static final String WHY_JAVA = "sums of products have no kernel: most of the time is reading";

  static CoMoments of(Series x, Series y, ComputeRun run) {
    CoMoments all = around(0, 0, x, y, run);
    return Moments.farFromZero(all.meanX, all.xx, all.count)
            || Moments.farFromZero(all.meanY, all.yy, all.count)
        ? around(all.meanX, all.meanY, x, y, run)
        : all;
  }

  /** Every pair, one after the other; each pair on all workers. */
  static CorrelationMatrix matrix(List<Series> series, ComputeRun run) {
    int n = series.size();
    double[][] r = new double[n][n];
    long[][] rows = new long[n][n];
    double pairs = n * (n + 1) / 2.0;
    int done = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        run.stage(
            done / pairs,
            (done + 1) / pairs,
            series.get(i).name() + " and " + series.get(j).name());
        done++;
        CoMoments both = of(series.get(i), series.get(j), run);
        r[i][j] = both.r();
        r[j][i] = r[i][j];
        rows[i][j] = both.count;
        rows[j][i] = both.count;
      }
    }
    return new CorrelationMatrix(
        series.stream().map(Series::name).toList(), r, rows, ComputeRun.java(WHY_JAVA));
  }

  private static CoMoments around(
      double centreX, double centreY, Series x, Series y, ComputeRun run) {
    int chunks = Math.toIntExact((x.rows() + CHUNK - 1) / CHUNK);
    var buffers = new PerWorker<double[][]>(run, worker -> new double[2][CHUNK]);
    List<CoMoments> parts =
        run.map(
            chunks,
            (chunk, worker) -> {
              double[] xs = buffers.of(worker)[0];
              double[] ys = buffers.of(worker)[1];
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
    for (int i = 0; i < rows; i++) {
      double x = xs[i] - centreX;
      double y = ys[i] - centreY;
      xs[n] = x;
      ys[n] = y;
      n += Double.isNaN(x) || Double.isNaN(y) ? 0 : 1;
    }
    if (n == 0) {
      return new CoMoments(0, 0, 0, 0, 0, 0);
    }
    // Counted from the first row, so that the deviations of a constant are exactly zero.
    double firstX = xs[0];
    double firstY = ys[0];
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < n; i++) {
      xs[i] -= firstX;
      ys[i] -= firstY;
      sumX += xs[i];
      sumY += ys[i];
    }
    double meanX = sumX / n;
    double meanY = sumY / n;
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
    return new CoMoments(n, firstX + meanX, firstY + meanY, xx, xy, yy);
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
      meanX = count == 0 ? part.meanX : meanX + dx * (part.count / (double) all);
      meanY = count == 0 ? part.meanY : meanY + dy * (part.count / (double) all);
      count = all;
    }
    return new CoMoments(count, meanX, meanY, xx, xy, yy);
  }

  double r() {
    if (count < 2) {
      return Double.NaN;
    }
    double product = xx * yy;
    // One root rounds less than two, where the product has all its digits.
    double root =
        product > 1e-280 && product < 1e300 ? Math.sqrt(product) : Math.sqrt(xx) * Math.sqrt(yy);
    double r = xy / root;
    return Double.isNaN(r) ? r : Math.clamp(r, -1.0, 1.0);
  }
}
