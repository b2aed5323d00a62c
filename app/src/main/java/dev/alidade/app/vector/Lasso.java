package dev.alidade.app.vector;

import java.util.stream.IntStream;

/** Finds the points inside a closed line. */
final class Lasso {
  private Lasso() {}

  /**
   * Points inside a polygon, by the even-odd rule, ascending.
   *
   * @param edgeX corners of the polygon, in the units of the points
   */
  static int[] inside(double[] edgeX, double[] edgeY, float[] x, float[] y) {
    if (edgeX.length < 3) {
      return new int[0];
    }
    double left = min(edgeX);
    double right = -min(negated(edgeX));
    double low = min(edgeY);
    double high = -min(negated(edgeY));
    return IntStream.range(0, x.length)
        .filter(i -> x[i] >= left && x[i] <= right && y[i] >= low && y[i] <= high)
        .filter(i -> contains(edgeX, edgeY, x[i], y[i]))
        .toArray();
  }

  private static boolean contains(double[] edgeX, double[] edgeY, double x, double y) {
    boolean inside = false;
    int before = edgeX.length - 1;
    for (int i = 0; i < edgeX.length; i++) {
      if (edgeY[i] > y != edgeY[before] > y
          && x
              < (edgeX[before] - edgeX[i]) * (y - edgeY[i]) / (edgeY[before] - edgeY[i])
                  + edgeX[i]) {
        inside = !inside;
      }
      before = i;
    }
    return inside;
  }

  private static double min(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  private static double[] negated(double[] values) {
    double[] negated = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }
}
