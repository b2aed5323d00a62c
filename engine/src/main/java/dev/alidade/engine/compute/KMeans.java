package dev.alidade.engine.compute;

import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Lloyd's iterations from centroids that k-means++ chose (Arthur and Vassilvitskii, 2007).
 * Distances by kernel in float32 around the mean, sums and inertia in float64.
 */
final class KMeans {
  private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final PointCloud cloud;
  private final KMeansOptions options;
  private final ComputeRun run;
  private final int n;

  /** The points around their mean, chunk by chunk: read once, used in every iteration. */
  private final List<float[]> chunks;

  private final int[] firstPoint;
  private final PerWorker<Buffers> buffers;
  private final int[] nearest;
  private final float[] distances;

  private record Buffers(Region points, Region centres, Region nearest, Region distances) {}

  private KMeans(PointCloud cloud, KMeansOptions options, ComputeRun run) {
    this.cloud = cloud;
    this.options = options;
    this.run = run;
    this.n = cloud.dimensions();
    this.chunks =
        run.map(
            cloud.chunks(),
            (chunk, worker) -> {
              float[] values = new float[cloud.rowsOf(chunk) * n];
              int count = cloud.read(chunk, worker, values, n);
              return count * n == values.length ? values : Arrays.copyOf(values, count * n);
            });
    this.firstPoint = new int[chunks.size() + 1];
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      firstPoint[chunk + 1] = firstPoint[chunk] + chunks.get(chunk).length / n;
    }
    int most = Math.max(1, cloud.chunkRows());
    this.buffers =
        new PerWorker<>(
            run,
            worker ->
                new Buffers(
                    run.scratch(worker, 4L * most * n),
                    run.scratch(worker, 4L * options.clusters() * n),
                    run.scratch(worker, 4L * most),
                    run.scratch(worker, 4L * most)));
    this.nearest = new int[cloud.count()];
    this.distances = new float[cloud.count()];
  }

  static Clusters of(Points points, KMeansOptions options, ComputeRun run) {
    run.stage(0, 0.1, "reading the points");
    PointCloud cloud = PointCloud.of(points, options.standardise(), options.clusters(), run);
    return new KMeans(cloud, options, run).clusters();
  }

  private Clusters clusters() {
    double[][] centres = seeds();
    if (centres.length == 0) {
      return result(centres, 0, true);
    }
    double before = assign(centres);
    for (int iteration = 1; iteration <= options.maxIterations(); iteration++) {
      stage(0.3, 1, iteration, options.maxIterations() + 1, "iteration");
      centres = means(centres);
      double now = assign(centres);
      if (before - now <= options.tolerance() * before) {
        return result(centres, iteration, true);
      }
      before = now;
    }
    return result(centres, options.maxIterations(), false);
  }

  private void stage(double from, double to, int step, int steps, String words) {
    double each = (to - from) / steps;
    run.stage(from + (step - 1) * each, from + step * each, words + " " + step);
  }

  /** Each seed is a point, chosen with a chance in proportion to its squared distance. */
  private double[][] seeds() {
    int count = cloud.count();
    List<double[]> seeds = new ArrayList<>();
    if (count == 0) {
      return new double[0][];
    }
    SplittableRandom random = new SplittableRandom(options.seed());
    float[] least = new float[count];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    seeds.add(point(random.nextInt(count)));
    while (seeds.size() < options.clusters()) {
      stage(0.1, 0.3, seeds.size(), options.clusters(), "seed");
      assign(new double[][] {seeds.getLast()});
      double total = 0;
      for (int i = 0; i < count; i++) {
        least[i] = Math.min(least[i], distances[i]);
        total += least[i];
      }
      if (total == 0) {
        break; // every point is a seed already
      }
      seeds.add(point(drawn(least, random.nextDouble() * total)));
    }
    return seeds.toArray(double[][]::new);
  }

  private static int drawn(float[] weights, double at) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        sum += weights[i];
        last = i;
        if (sum > at) {
          return i;
        }
      }
    }
    return last; // rounding
  }

  private double[] point(int index) {
    int chunk = chunkOf(index);
    float[] values = chunks.get(chunk);
    double[] point = new double[n];
    for (int d = 0; d < n; d++) {
      point[d] = values[(index - firstPoint[chunk]) * n + d];
    }
    return point;
  }

  private int chunkOf(int index) {
    int chunk = Arrays.binarySearch(firstPoint, index);
    if (chunk < 0) {
      return -chunk - 2;
    }
    while (firstPoint[chunk + 1] == index) {
      chunk++; // chunks without a point
    }
    return chunk;
  }

  /** Finds each point's nearest centroid; returns the sum of squared distances. */
  private double assign(double[][] centres) {
    float[] flat = new float[centres.length * n];
    for (int c = 0; c < centres.length; c++) {
      for (int d = 0; d < n; d++) {
        flat[c * n + d] = (float) centres[c][d];
      }
    }
    List<Double> sums =
        run.map(
            chunks.size(),
            (chunk, worker) -> {
              Buffers own = buffers.of(worker);
              MemorySegment.copy(flat, 0, own.centres().segment(), FLOATS, 0, flat.length);
              return assign(chunk, centres.length, own, worker);
            });
    return sums.stream().mapToDouble(Double::doubleValue).sum();
  }

  private double assign(int chunk, int centroids, Buffers own, int worker) {
    float[] values = chunks.get(chunk);
    int rows = values.length / n;
    MemorySegment.copy(values, 0, own.points().segment(), FLOATS, 0, values.length);
    run.call(
        ComputeKernels.NEAREST_F32,
        worker,
        rows,
        4L * values.length,
        block ->
            block
                .putInt(Blocks.Nearest.ROWS, rows)
                .putInt(Blocks.Nearest.DIMENSIONS, n)
                .putInt(Blocks.Nearest.CENTROIDS, centroids)
                .putInt(Blocks.Nearest.VALUES, own.points().offset())
                .putInt(Blocks.Nearest.CENTRES, own.centres().offset())
                .putInt(Blocks.Nearest.OUT_NEAREST, own.nearest().offset())
                .putInt(Blocks.Nearest.OUT_DISTANCES, own.distances().offset()),
        block -> true);
    int first = firstPoint[chunk];
    MemorySegment.copy(
        own.nearest().segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, nearest, first, rows);
    MemorySegment.copy(own.distances().segment(), FLOATS, 0, distances, first, rows);
    double sum = 0;
    for (int i = first; i < first + rows; i++) {
      sum += distances[i];
    }
    return sum;
  }

  private record Sums(double[][] values, int[] counts) {}

  /** The means of the clusters; one without points moves to the point farthest from its own. */
  private double[][] means(double[][] before) {
    int k = before.length;
    List<Sums> parts =
        run.map(chunks.size(), (chunk, worker) -> sums(chunks.get(chunk), firstPoint[chunk], k));
    double[][] centres = new double[k][n];
    int[] counts = new int[k];
    for (Sums part : parts) {
      for (int c = 0; c < k; c++) {
        counts[c] += part.counts()[c];
        for (int d = 0; d < n; d++) {
          centres[c][d] += part.values()[c][d];
        }
      }
    }
    for (int c = 0; c < k; c++) {
      if (counts[c] == 0) {
        centres[c] = farthest();
      } else {
        for (int d = 0; d < n; d++) {
          centres[c][d] /= counts[c];
        }
      }
    }
    return centres;
  }

  private double[] farthest() {
    int found = 0;
    for (int i = 1; i < distances.length; i++) {
      found = distances[i] > distances[found] ? i : found;
    }
    distances[found] = 0; // another empty cluster takes another point
    return point(found);
  }

  private Sums sums(float[] values, int first, int k) {
    double[][] sums = new double[k][n];
    int[] counts = new int[k];
    for (int at = 0, i = first; at < values.length; at += n, i++) {
      counts[nearest[i]]++;
      add(sums[nearest[i]], values, at);
    }
    return new Sums(sums, counts);
  }

  private static void add(double[] sum, float[] values, int at) {
    for (int d = 0; d < sum.length; d++) {
      sum[d] += values[at + d];
    }
  }

  private Clusters result(double[][] centres, int iterations, boolean converged) {
    int[] sizes = new int[centres.length];
    for (int cluster : nearest) {
      sizes[cluster]++;
    }
    double inertia =
        run
            .map(
                chunks.size(),
                (chunk, worker) -> inertia(chunks.get(chunk), firstPoint[chunk], centres))
            .stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    double[][] inUnits = new double[centres.length][n];
    for (int c = 0; c < centres.length; c++) {
      for (int d = 0; d < n; d++) {
        inUnits[c][d] = cloud.mean()[d] + centres[c][d] / cloud.scale()[d];
      }
    }
    return new Clusters(
        inUnits, cloud.atRows(nearest, -1), sizes, inertia, iterations, converged, run.path());
  }

  private double inertia(float[] values, int first, double[][] centres) {
    double sum = 0;
    for (int at = 0, i = first; at < values.length; at += n, i++) {
      double[] centre = centres[nearest[i]];
      for (int d = 0; d < n; d++) {
        double distance = values[at + d] - centre[d];
        sum += distance * distance;
      }
    }
    return sum;
  }
}
