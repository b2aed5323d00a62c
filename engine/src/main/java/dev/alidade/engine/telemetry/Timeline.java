package dev.alidade.engine.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One axis of time for everything that is sampled. It runs with the monotonic clock, so that a
 * clock set back can neither reorder nor repeat points, and it also counts time that the machine
 * slept, which shows as a gap. Moments are named by the wall clock as it is when they are read. Not
 * thread-safe: its owner holds a lock.
 */
final class Timeline {
  /** The wall clock may run ahead by so much before it counts as sleep; above any NTP slewing. */
  private static final long SLEEP_NANOS = Duration.ofSeconds(2).toNanos();

  private final Clock clock;
  private final NanoClock ticker;
  private long lastTick;
  private Instant lastWall;
  private long now;

  Timeline(Clock clock, NanoClock ticker) {
    this.clock = clock;
    this.ticker = ticker;
    this.lastTick = ticker.nanos();
    this.lastWall = clock.instant();
  }

  /** Moves to the present. Returns how long the engine was awake since the last call, in nanos. */
  long advance() {
    long tick = ticker.nanos();
    Instant wall = clock.instant();
    long awake = Math.max(0, tick - lastTick);
    long ahead = Duration.between(lastWall, wall).toNanos() - awake;
    now += awake + (ahead > SLEEP_NANOS ? ahead : 0);
    lastTick = tick;
    lastWall = wall;
    return awake;
  }

  /** Nanos on this axis at the last {@link #advance()}. */
  long now() {
    return now;
  }

  /** The moment on this axis that the wall clock names so. */
  long of(Instant moment) {
    return now - Duration.between(moment, lastWall).toNanos();
  }

  /** The wall clock's name for a moment on this axis. */
  Instant at(long moment) {
    return lastWall.minusNanos(now - moment);
  }
}
