package dev.alidade.engine.compute;

import java.util.Arrays;

/** Points in the coordinates of components. Java alone: a dot product of float64 for each. */
final class Projection {
  private Projection() {}

  static Matrix of(PointCloud cloud, double[][] components, ComputeRun run) {
    int n = cloud.dimensions();
    int k = components.length;
    float[] coordinates = new float[Math.multiplyExact(cloud.rows(), k)];
    var buffers = new PerWorker<float[]>(run, worker -> new float[cloud.chunkRows() * n]);
    run.map(
        cloud.chunks(),
        (chunk, worker) -> {
          float[] values = buffers.of(worker);
          cloud.read(chunk, worker, values, n);
          int first = cloud.firstRow(chunk);
          int point = 0;
          for (int row = first; row < first + cloud.rowsOf(chunk); row++) {
            if (cloud.isPoint(row)) {
              for (int c = 0; c < k; c++) {
                coordinates[row * k + c] = (float) dot(values, point * n, components[c]);
              }
              point++;
            } else {
              Arrays.fill(coordinates, row * k, row * k + k, Float.NaN);
            }
          }
          return null;
        });
    return new Matrix(cloud.rows(), k, coordinates);
  }

  /** Four sums, as one would wait for each addition. */
  private static double dot(float[] x, int at, double[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= y.length; i += 4) {
      a += x[at + i] * y[i];
      b += x[at + i + 1] * y[i + 1];
      c += x[at + i + 2] * y[i + 2];
      d += x[at + i + 3] * y[i + 3];
    }
    for (; i < y.length; i++) {
      a += x[at + i] * y[i];
    }
    return (a + b) + (c + d);
  }
}
