package dev.alidade.engine.compute;

import java.util.stream.IntStream;

/**
 * Eigenvalues, largest first, and eigenvectors of a symmetric matrix: Householder's reduction to
 * three diagonals, then implicit QL (Martin, Reinsch and Wilkinson, 1968; tred2 and tql2 of
 * EISPACK).
 *
 * @param vectors row {@code i} belongs to value {@code i}
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  /** QL needs about two rounds a value; more than this is a matrix with NaN in it. */
  private static final int MOST_ROUNDS = 60;

  /**
   * @param check is called between steps and may throw to stop
   */
  static SymmetricEigen of(double[][] matrix, Runnable check) {
    int n = matrix.length;
    double[][] v = new double[n][];
    for (int i = 0; i < n; i++) {
      v[i] = matrix[i].clone();
    }
    double[] d = new double[n];
    double[] e = new double[n];
    if (n > 0) {
      reduce(v, d, e, check);
      v = transposed(v);
      iterate(v, d, e, check);
    }
    double[] found = d;
    double[][] rows = v;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(found[b], found[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[n];
    double[][] vectors = new double[n][];
    for (int i = 0; i < n; i++) {
      values[i] = found[order[i]];
      vectors[i] = rows[order[i]];
    }
    return new SymmetricEigen(values, vectors);
  }

  private static double[][] transposed(double[][] a) {
    double[][] t = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** To three diagonals; {@code v} becomes the product of the reflections. */
  private static void reduce(double[][] v, double[] d, double[] e, Runnable check) {
    int n = d.length;
    System.arraycopy(v[n - 1], 0, d, 0, n);
    for (int i = n - 1; i > 0; i--) {
      check.run();
      double scale = 0;
      double h = 0;
      for (int k = 0; k < i; k++) {
        scale += Math.abs(d[k]);
      }
      if (scale == 0) {
        e[i] = d[i - 1];
        for (int j = 0; j < i; j++) {
          d[j] = v[i - 1][j];
          v[i][j] = 0;
          v[j][i] = 0;
        }
      } else {
        h = reflect(v, d, e, i, scale);
      }
      d[i] = h;
    }
    accumulate(v, d, check);
    e[0] = 0;
  }

  private static double reflect(double[][] v, double[] d, double[] e, int i, double scale) {
    double h = 0;
    for (int k = 0; k < i; k++) {
      d[k] /= scale;
      h += d[k] * d[k];
    }
    double f = d[i - 1];
    double g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
    e[i] = scale * g;
    h -= f * g;
    d[i - 1] = f - g;
    for (int j = 0; j < i; j++) {
      e[j] = 0;
    }
    for (int j = 0; j < i; j++) {
      f = d[j];
      v[j][i] = f;
      g = e[j] + v[j][j] * f;
      for (int k = j + 1; k < i; k++) {
        g += v[k][j] * d[k];
        e[k] += v[k][j] * f;
      }
      e[j] = g;
    }
    f = 0;
    for (int j = 0; j < i; j++) {
      e[j] /= h;
      f += e[j] * d[j];
    }
    double hh = f / (h + h);
    for (int j = 0; j < i; j++) {
      e[j] -= hh * d[j];
    }
    for (int j = 0; j < i; j++) {
      f = d[j];
      g = e[j];
      for (int k = j; k < i; k++) {
        v[k][j] -= f * e[k] + g * d[k];
      }
      d[j] = v[i - 1][j];
      v[i][j] = 0;
    }
    return h;
  }

  private static void accumulate(double[][] v, double[] d, Runnable check) {
    int n = d.length;
    double[] sums = new double[n];
    for (int i = 0; i < n - 1; i++) {
      check.run();
      v[n - 1][i] = v[i][i];
      v[i][i] = 1;
      double h = d[i + 1];
      if (h != 0) {
        for (int k = 0; k <= i; k++) {
          d[k] = v[k][i + 1] / h;
        }
        java.util.Arrays.fill(sums, 0, i + 1, 0);
        for (int k = 0; k <= i; k++) {
          addScaled(sums, v[k][i + 1], v[k], i + 1);
        }
        for (int k = 0; k <= i; k++) {
          addScaled(v[k], -d[k], sums, i + 1);
        }
      }
      for (int k = 0; k <= i; k++) {
        v[k][i + 1] = 0;
      }
    }
    for (int j = 0; j < n; j++) {
      d[j] = v[n - 1][j];
      v[n - 1][j] = 0;
    }
    v[n - 1][n - 1] = 1;
  }

  private static void addScaled(double[] to, double factor, double[] from, int count) {
    for (int j = 0; j < count; j++) {
      to[j] += factor * from[j];
    }
  }

  /** Implicit QL; {@code rows} are the vectors, one a row so that rotations run along memory. */
  private static void iterate(double[][] rows, double[] d, double[] e, Runnable check) {
    int n = d.length;
    System.arraycopy(e, 1, e, 0, n - 1);
    e[n - 1] = 0;
    double f = 0;
    double largest = 0;
    for (int l = 0; l < n; l++) {
      check.run();
      largest = Math.max(largest, Math.abs(d[l]) + Math.abs(e[l]));
      int m = l;
      while (m < n - 1 && Math.abs(e[m]) > Math.ulp(1.0) * largest) {
        m++;
      }
      for (int round = 0; m > l && Math.abs(e[l]) > Math.ulp(1.0) * largest; round++) {
        if (round == MOST_ROUNDS) {
          throw new IllegalStateException("the eigenvalues of a matrix do not settle");
        }
        f += sweep(rows, d, e, l, m);
      }
      d[l] += f;
      e[l] = 0;
    }
  }

  private static double sweep(double[][] rows, double[] d, double[] e, int l, int m) {
    double g = d[l];
    double p = (d[l + 1] - g) / (2 * e[l]);
    double r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1);
    d[l] = e[l] / (p + r);
    d[l + 1] = e[l] * (p + r);
    double next = d[l + 1];
    double shift = g - d[l];
    for (int i = l + 2; i < d.length; i++) {
      d[i] -= shift;
    }
    p = d[m];
    double c = 1;
    double c2 = c;
    double c3 = c;
    double s = 0;
    double s2 = 0;
    double el1 = e[l + 1];
    for (int i = m - 1; i >= l; i--) {
      c3 = c2;
      c2 = c;
      s2 = s;
      g = c * e[i];
      double h = c * p;
      r = Math.hypot(p, e[i]);
      e[i + 1] = s * r;
      s = e[i] / r;
      c = p / r;
      p = c * d[i] - s * g;
      d[i + 1] = h + s * (c * g + s * d[i]);
      rotate(rows[i], rows[i + 1], c, s);
    }
    p = -s * s2 * c3 * el1 * e[l] / next;
    e[l] = s * p;
    d[l] = c * p;
    return shift;
  }

  private static void rotate(double[] a, double[] b, double c, double s) {
    for (int k = 0; k < a.length; k++) {
      double h = b[k];
      b[k] = s * a[k] + c * h;
      a[k] = c * a[k] - s * h;
    }
  }
}
