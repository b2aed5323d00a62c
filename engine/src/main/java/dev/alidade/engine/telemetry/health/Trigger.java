package dev.alidade.engine.telemetry.health;

/**
 * A threshold with two edges: on from {@code enter} upwards, off only below {@code leave}, so that
 * a figure that hovers at the edge does not flap.
 */
final class Trigger {
  private final double enter;
  private final double leave;
  private boolean on;

  Trigger(double enter, double leave) {
    this.enter = enter;
    this.leave = leave;
  }

  synchronized boolean update(double value) {
    on = on ? value >= leave : value >= enter;
    return on;
  }
}
