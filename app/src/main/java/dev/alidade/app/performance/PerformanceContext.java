package dev.alidade.app.performance;

import dev.alidade.app.chart.TimeRange;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * What the pages of Performance share: the stretch of time in view, whether it follows the present,
 * and the operation looked at. JavaFX thread.
 *
 * <p>A page that lists things filters them by {@link #spanProperty}: it is what the charts of Live
 * show, be it the last five minutes or a stretch that was brushed.
 */
final class PerformanceContext {
  /** All operations taken together. */
  static final String ALL_OPERATIONS = "";

  /** A brush shorter than this is a click. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final TimeRange charts = new TimeRange();
  private final ReadOnlyObjectWrapper<TimeSpan> span;
  private final BooleanProperty live = new SimpleBooleanProperty(true);
  private final ReadOnlyBooleanWrapper brushed = new ReadOnlyBooleanWrapper(false);
  private final ObjectProperty<Reach> reach = new SimpleObjectProperty<>(Reach.FIVE_MINUTES);
  private final StringProperty operation = new SimpleStringProperty(ALL_OPERATIONS);
  private Instant present;
  private Instant oldest;

  PerformanceContext(Instant now) {
    present = now;
    oldest = now;
    span = new ReadOnlyObjectWrapper<>(TimeSpan.before(now, Reach.FIVE_MINUTES.length()));
    reach.addListener((observed, was, is) -> goLive());
    live.addListener(
        (observed, was, is) -> {
          if (is) {
            brushed.set(false);
            follow();
          }
        });
    follow();
  }

  /** The stretch in view as charts want it, and the moment under the pointer. */
  TimeRange charts() {
    return charts;
  }

  /** The stretch in view: what Operations and Events filter by. */
  ReadOnlyObjectProperty<TimeSpan> spanProperty() {
    return span.getReadOnlyProperty();
  }

  /** Whether the stretch follows the present; false pauses it where it is. */
  BooleanProperty liveProperty() {
    return live;
  }

  /** Whether the stretch was chosen by hand rather than by one of the buttons. */
  ReadOnlyBooleanProperty brushedProperty() {
    return brushed.getReadOnlyProperty();
  }

  /** How far back it reaches while it is live. */
  ObjectProperty<Reach> reachProperty() {
    return reach;
  }

  /** The operation looked at; {@link #ALL_OPERATIONS} for none in particular. */
  StringProperty operationProperty() {
    return operation;
  }

  /** The present moment, as of the last snapshot. */
  Instant present() {
    return present;
  }

  /** The first moment that telemetry knows of. */
  Instant oldest() {
    return oldest;
  }

  /** Shows one stretch and stops following the present. Too short a stretch only pauses. */
  void brush(Instant from, Instant to) {
    live.set(false);
    // Zooming out ends where there is nothing more to see.
    Instant first = from.isBefore(oldest) ? oldest : from;
    Instant last = to.isAfter(present) ? present : to;
    if (first.isBefore(last) && Duration.between(first, last).compareTo(SHORTEST) >= 0) {
      brushed.set(true);
      show(new TimeSpan(first, last));
    }
  }

  /** Follows the present again, as far back as the chosen button says. */
  void goLive() {
    if (live.get()) {
      follow();
    } else {
      live.set(true);
    }
  }

  /** Tells the time; a live stretch moves with it. */
  void tick(Instant now, Instant firstKnown) {
    present = now;
    oldest = firstKnown;
    if (live.get()) {
      follow();
    }
  }

  private void follow() {
    show(reach.get().upTo(present, oldest));
  }

  private void show(TimeSpan shown) {
    if (!shown.equals(span.get())) {
      charts.set((double) shown.from().toEpochMilli(), (double) shown.to().toEpochMilli());
      span.set(shown);
    }
  }
}
