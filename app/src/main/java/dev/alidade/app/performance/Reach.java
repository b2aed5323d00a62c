package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.time.Instant;

/** How far back the visible stretch reaches while it follows the present. */
enum Reach {
  HALF_MINUTE("30 s", Duration.ofSeconds(30)),
  FIVE_MINUTES("5 min", Duration.ofMinutes(5)),
  HOUR("1 h", Duration.ofHours(1)),
  /** Since the engine was opened, a day at the most: telemetry keeps no more. */
  ALL("All", Duration.ofDays(1));

  private final String word;
  private final Duration length;

  Reach(String word, Duration length) {
    this.word = word;
    this.length = length;
  }

  /** What its button says. */
  String word() {
    return word;
  }

  /** The longest stretch it shows. */
  Duration length() {
    return length;
  }

  /** The stretch it shows at a moment; {@code oldest} is the first that telemetry knows of. */
  TimeSpan upTo(Instant now, Instant oldest) {
    Instant start = now.minus(length);
    if (this == ALL && start.isBefore(oldest)) {
      start = oldest;
    }
    Instant least = now.minus(HALF_MINUTE.length);
    return new TimeSpan(start.isBefore(least) ? start : least, now);
  }
}
