package dev.alidade.app.performance;

import java.time.Duration;

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
}
