package dev.alidade.engine.telemetry;

import dev.alidade.engine.InvalidRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from excluded
 * @param to included, after {@code from}
 */
public record TimeSpan(Instant from, Instant to) {
  public TimeSpan {
    if (!from.isBefore(to)) {
      throw new InvalidRequest(
          "A stretch of time cannot reach from " + from + " to " + to + ".",
          "Give an end after the start.");
    }
  }

  /** The stretch of a length that ends at a moment. */
  public static TimeSpan before(Instant end, Duration length) {
    return new TimeSpan(end.minus(length), end);
  }

  /** Whether a moment lies in it. */
  public boolean contains(Instant moment) {
    return moment.isAfter(from) && !moment.isAfter(to);
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
