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
  private final ReadOnlyDoubleWrapper brushFrom = new ReadOnlyDoubleWrapper(Double.NaN);
  private final ReadOnlyDoubleWrapper brushTo = new ReadOnlyDoubleWrapper(Double.NaN);
  private Brushed onBrushed = (start, end) -> {};
  private double brushStart;
  private final DoubleProperty crosshair = new SimpleDoubleProperty(Double.NaN);

  /** Takes a stretch that the user asks for. */
  @FunctionalInterface
  public interface Brushed {
    void accept(double from, double to);
  }

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

  /** Called with both ends of a stretch that was brushed or zoomed to; equal ends are a click. */
  public void setOnBrushed(Brushed handler) {
    onBrushed = handler;
  }

  /** The stretch that is being brushed, start before end; NaN for none. */
  public ReadOnlyDoubleProperty brushFromProperty() {
    return brushFrom.getReadOnlyProperty();
  }

  /** See {@link #brushFromProperty}; set after it. */
  public ReadOnlyDoubleProperty brushToProperty() {
    return brushTo.getReadOnlyProperty();
  }

  /** The pointer goes down at a moment. */
  void beginBrush(double moment) {
    brushStart = moment;
    onBrushed.accept(moment, moment);
  }

  /** The pointer, still down, moves to a moment. */
  void brushTo(double moment) {
    brushFrom.set(Math.min(brushStart, moment));
    brushTo.set(Math.max(brushStart, moment));
  }

  /** The pointer goes up. */
  void endBrush() {
    double start = brushFrom.get();
    double end = brushTo.get();
    brushFrom.set(Double.NaN);
    brushTo.set(Double.NaN);
    if (end > start) {
      onBrushed.accept(start, end);
    }
  }

  /** Makes the stretch shorter or longer around a moment. */
  void zoom(double moment, double factor) {
    onBrushed.accept(
        moment - (moment - from.get()) * factor, moment + (to.get() - moment) * factor);
  }

  /** The moment under the pointer; NaN for none. */
  public DoubleProperty crosshairProperty() {
    return crosshair;
  }
}
