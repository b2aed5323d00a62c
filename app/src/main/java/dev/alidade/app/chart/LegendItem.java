package dev.alidade.app.chart;

import java.util.Arrays;
import java.util.function.DoubleFunction;

/**
 * A line of a chart's legend, with the series it stands for, so that the value at the crosshair can
 * be shown.
 *
 * @param x ascending epoch milliseconds; empty for an item without values
 * @param y as long as {@code x}; NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data that is drawn, never compared
public record LegendItem(
    String name, Shape shape, int argb, double[] x, double[] y, DoubleFunction<String> format) {
  /** What stands before the name. */
  public enum Shape {
    LINE,
    SQUARE,
    DOT,
    TRIANGLE
  }

  /** An item without values. */
  public static LegendItem plain(String name, Shape shape, int argb) {
    return new LegendItem(name, shape, argb, new double[0], new double[0], value -> "");
  }

  /** The value at a moment, in words; the last one where the moment is NaN. */
  public String valueAt(double moment) {
    int at = index(moment);
    return at < 0 || Double.isNaN(y[at]) ? "" : format.apply(y[at]);
  }

  private int index(double moment) {
    if (Double.isNaN(moment)) {
      return x.length - 1;
    }
    int found = Arrays.binarySearch(x, moment);
    return found >= 0 ? found : Math.max(-found - 2, x.length == 0 ? -1 : 0);
  }
}
