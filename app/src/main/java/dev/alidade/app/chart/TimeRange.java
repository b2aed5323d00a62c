package dev.alidade.app.chart;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/**
 * The stretch of time that several charts share, and the moment under the pointer. In epoch
 * milliseconds. JavaFX thread.
 */
public final class TimeRange {
  private final ReadOnlyDoubleWrapper from = new ReadOnlyDoubleWrapper(0);
  private final ReadOnlyDoubleWrapper to = new ReadOnlyDoubleWrapper(1);
  private final DoubleProperty crosshair = new SimpleDoubleProperty(Double.NaN);

  /** Moves to another stretch; {@code end} is above {@code start}. */
  public void set(double start, double end) {
    from.set(start);
    to.set(Math.max(start + 1, end));
  }

  /** Where it starts. */
  public ReadOnlyDoubleProperty fromProperty() {
    return from.getReadOnlyProperty();
  }

  /** Where it ends. */
  public ReadOnlyDoubleProperty toProperty() {
    return to.getReadOnlyProperty();
  }

  /** The moment under the pointer; NaN for none. */
  public DoubleProperty crosshairProperty() {
    return crosshair;
  }
}
