package dev.alidade.app.chart;

/**
 * Equal factors of value are equal steps of pixels. Values at or below zero stand far below {@code
 * from}.
 *
 * @param from value at pixel {@code start}, above zero
 * @param to value at pixel {@code end}, above {@code from}
 */
public record LogScale(double from, double to, double start, double end) implements Scale {
  @Override
  public double at(double value) {
    double safe = Double.isNaN(value) ? value : Math.max(value, from * 1e-9);
    return start + Math.log(safe / from) / Math.log(to / from) * (end - start);
  }

  @Override
  public double value(double pixel) {
    return from * Math.exp((pixel - start) / (end - start) * Math.log(to / from));
  }
}
