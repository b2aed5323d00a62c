package dev.alidade.app.chart;

/** Turns values into pixels and back. */
public sealed interface Scale permits LinearScale, LogScale {
  /** The pixel of a value; NaN for NaN. */
  double at(double value);

  /** The value at a pixel. */
  double value(double pixel);
}
