package dev.alidade.engine.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A wall clock and a monotonic one that a test moves, together or apart. */
public final class SteeredTime extends Clock implements NanoClock {
  private Instant wall = Instant.parse("2026-03-01T12:00:00Z");
  private long nanos = 1_000;

  /** Time passes. */
  public void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /** The wall clock alone moves: it was set, or the machine slept. */
  public void setWall(Duration jump) {
    wall = wall.plus(jump);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a steered clock has no zones");
  }
}
