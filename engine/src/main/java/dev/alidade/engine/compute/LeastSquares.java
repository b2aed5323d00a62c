package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ordinary least squares by a QR decomposition in pieces: each chunk of centred, scaled rows
 * becomes a triangle, and triangles become one (Demmel, Grigori, Hoemmen and Langou, 2012). The
 * squares of the data are never formed, so no digits are lost to them.
 */
final class LeastSquares {
  private static final String WHY_JAVA = "Householder reflections have no kernel";

  /** Values of one chunk: some milliseconds of reflections. */
  private static final int CHUNK_VALUES = 64 * 1024;

  private static final int MOST_FEATURES = 512;

  /** A feature of which less than this is left beside the others is a combination of them. */
  private static final double LEFT = 1e-10;

  private final List<Series> series;
  private final PointCloud cloud;
  private final int features;
  private final ComputeRun run;

  private LeastSquares(List<Series> series, PointCloud cloud, ComputeRun run) {
    this.series = series;
    this.cloud = cloud;
    this.features = series.size() - 1;
    this.run = run;
  }

  static LinearRegression of(Series target, List<Series> features, ComputeRun run) {
    if (features.isEmpty() || features.size() > MOST_FEATURES) {
      throw new InvalidRequest(
          "A regression cannot have " + features.size() + " features.", "Give 1 to 512.");
    }
    List<Series> all = new ArrayList<>(features);
    all.add(target);
    run.stage(0, 0.3, "reading the columns");
    PointCloud cloud = PointCloud.of(Points.ofSeries(all), true, 1, run);
    if (cloud.count() <= features.size()) {
      throw new InvalidRequest(
          "%,d complete rows cannot determine %d coefficients."
              .formatted(cloud.count(), features.size() + 1),
          "Give more rows or fewer features.");
    }
    run.stage(0.3, 1, "solving");
    return new LeastSquares(all, cloud, run).solved();
  }

  private LinearRegression solved() {
    double[][] r = triangle();
    for (int i = 0; i < features; i++) {
      double length = 0;
      for (int row = 0; row <= i; row++) {
        length = Math.hypot(length, r[row][i]);
      }
      if (Math.abs(r[i][i]) <= LEFT * length || length == 0) {
        throw new ComputeException.FeatureRedundant(series.get(i).name(), length == 0);
      }
    }
    double[] scaled = new double[features];
    for (int i = features - 1; i >= 0; i--) {
      double sum = r[i][features];
      for (int j = i + 1; j < features; j++) {
        sum -= r[i][j] * scaled[j];
      }
      scaled[i] = sum / r[i][i];
    }
    double toTarget = 1 / cloud.scale()[features];
    double explained = 0;
    for (int i = 0; i < features; i++) {
      explained += r[i][features] * r[i][features];
    }
    double residual = r[features][features] * r[features][features];
    return result(r, scaled, toTarget, explained, residual);
  }

  private LinearRegression result(
      double[][] r, double[] scaled, double toTarget, double explained, double residual) {
    long rows = cloud.count();
    long free = rows - features - 1;
    double error = free > 0 ? Math.sqrt(residual / free) : Double.NaN;
    double[][] inverse = inverse(r);
    double[] coefficients = new double[features];
    double[] errors = new double[features];
    double intercept = cloud.mean()[features];
    double[] meanInR = new double[features];
    for (int i = 0; i < features; i++) {
      double unit = cloud.scale()[i] * toTarget;
      coefficients[i] = scaled[i] * unit;
      intercept -= coefficients[i] * cloud.mean()[i];
      double squares = 0;
      for (int j = i; j < features; j++) {
        squares += inverse[i][j] * inverse[i][j];
        meanInR[j] += cloud.mean()[i] * cloud.scale()[i] * inverse[i][j];
      }
      errors[i] = error * Math.sqrt(squares) * unit;
    }
    double ofMeans = Arrays.stream(meanInR).map(v -> v * v).sum();
    double total = explained + residual;
    double rSquared = total > 0 ? explained / total : Double.NaN;
    return new LinearRegression(
        intercept,
        coefficients,
        error * toTarget * Math.sqrt(1.0 / rows + ofMeans),
        errors,
        rSquared,
        free > 0 ? 1 - (1 - rSquared) * (rows - 1) / free : Double.NaN,
        error * toTarget,
        rows,
        ComputeRun.java(WHY_JAVA));
  }

  /** Of the features' triangle. */
  private double[][] inverse(double[][] r) {
    double[][] inverse = new double[features][features];
    for (int j = 0; j < features; j++) {
      inverse[j][j] = 1 / r[j][j];
      for (int i = j - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = i + 1; k <= j; k++) {
          sum += r[i][k] * inverse[k][j];
        }
        inverse[i][j] = -sum / r[i][i];
      }
    }
    return inverse;
  }

  /** R of all rows, the target in its last column. */
  private double[][] triangle() {
    int n = features + 1;
    int rows = Math.max(n, CHUNK_VALUES / n);
    List<double[][]> parts =
        run.map(
            (cloud.rows() + rows - 1) / rows,
            (chunk, worker) -> {
              int from = chunk * rows;
              return triangle(columns(from, Math.min(rows, cloud.rows() - from)));
            });
    double[][] all = new double[n][n];
    for (double[][] part : parts) {
      run.check();
      double[][] stacked = new double[n][2 * n];
      for (int column = 0; column < n; column++) {
        for (int row = 0; row < n; row++) {
          stacked[column][row] = all[row][column];
          stacked[column][n + row] = part[row][column];
        }
      }
      all = triangle(stacked);
    }
    return all;
  }

  /** Complete rows around their means, column by column. */
  private double[][] columns(int from, int rows) {
    double[][] columns = new double[features + 1][rows];
    for (int c = 0; c <= features; c++) {
      double mean = cloud.mean()[c];
      double scale = cloud.scale()[c];
      double[] column = columns[c];
      series.get(c).read(from, rows, column);
      for (int row = 0; row < rows; row++) {
        column[row] = cloud.isPoint(from + row) ? (column[row] - mean) * scale : 0;
      }
    }
    return columns;
  }

  /** Householder's reflections over columns, which are used up; row by row. */
  private static double[][] triangle(double[][] columns) {
    int n = columns.length;
    int rows = n == 0 ? 0 : columns[0].length;
    double[][] r = new double[n][n];
    for (int k = 0; k < Math.min(n, rows); k++) {
      double[] v = columns[k];
      double length = Math.sqrt(dot(v, v, k));
      if (length > 0) {
        double head = v[k] > 0 ? v[k] + length : v[k] - length;
        double diagonal = v[k] > 0 ? -length : length;
        v[k] = head;
        double half = dot(v, v, k) / 2;
        for (int j = k + 1; j < n; j++) {
          addScaled(columns[j], -dot(v, columns[j], k) / half, v, k);
        }
        r[k][k] = diagonal;
      }
      for (int j = k + 1; j < n; j++) {
        r[k][j] = columns[j][k];
      }
    }
    return r;
  }

  private static double dot(double[] a, double[] b, int from) {
    double even = 0;
    double odd = 0;
    int i = from;
    for (; i + 2 <= a.length; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    return i < a.length ? even + odd + a[i] * b[i] : even + odd;
  }

  private static void addScaled(double[] to, double factor, double[] from, int first) {
    for (int i = first; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }
}
