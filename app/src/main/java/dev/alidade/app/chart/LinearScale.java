package dev.alidade.app.chart;

/**
 * Equal steps of value are equal steps of pixels.
 *
 * @param from value at pixel {@code start}
 * @param to value at pixel {@code end}; differs from {@code from}
 */
public record LinearScale(double from, double to, double start, double end) implements Scale {
  @Override
  public double at(double value) {
    return start + (value - from) / (to - from) * (end - start);
  }

  @Override
  public double value(double pixel) {
    return from + (pixel - start) / (end - start) * (to - from);
  }
}
