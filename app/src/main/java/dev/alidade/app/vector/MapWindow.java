package dev.alidade.app.vector;

/**
 * Which part of a map is in view: equal steps on both axes are equal steps on the screen, and y
 * grows upwards. Immutable.
 *
 * @param unit length on the map of one point of the screen
 */
record MapWindow(double centreX, double centreY, double unit) {
  private static final double MARGIN = 0.08;
  private static final double SMALLEST_UNIT = 1e-9;

  /** Everything in view, with some room around. */
  static MapWindow around(float[] x, float[] y, double width, double height) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      low = Math.min(low, y[i]);
      high = Math.max(high, y[i]);
    }
    if (x.length == 0) {
      return new MapWindow(0, 0, 1);
    }
    double unit =
        Math.max((right - left) / Math.max(1, width), (high - low) / Math.max(1, height))
            * (1 + 2 * MARGIN);
    return new MapWindow(
        (left + right) / 2, (low + high) / 2, unit > SMALLEST_UNIT ? unit : SMALLEST_UNIT);
  }

  double screenX(double x, double width) {
    return width / 2 + (x - centreX) / unit;
  }

  double screenY(double y, double height) {
    return height / 2 - (y - centreY) / unit;
  }

  double x(double screenX, double width) {
    return centreX + (screenX - width / 2) * unit;
  }

  double y(double screenY, double height) {
    return centreY - (screenY - height / 2) * unit;
  }

  /** Moved with a drag of so many points. */
  MapWindow dragged(double dx, double dy) {
    return new MapWindow(centreX - dx * unit, centreY + dy * unit, unit);
  }

  /** Larger by a factor; what is under the given place of the screen stays there. */
  MapWindow zoomed(double factor, double screenX, double screenY, double width, double height) {
    double x = x(screenX, width);
    double y = y(screenY, height);
    double zoomed = Math.max(SMALLEST_UNIT, unit / factor);
    return new MapWindow(
        x - (screenX - width / 2) * zoomed, y + (screenY - height / 2) * zoomed, zoomed);
  }
}
