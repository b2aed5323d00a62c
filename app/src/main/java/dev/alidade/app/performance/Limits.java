package dev.alidade.app.performance;

import dev.alidade.app.shell.Preferences;
import java.time.Duration;
import java.util.Optional;

/** The latency that the user does not want an operation to exceed, kept between starts. */
final class Limits {
  private static final String KEY = "performance.limit-nanos.";

  private final Preferences preferences;

  Limits(Preferences preferences) {
    this.preferences = preferences;
  }

  /** The limit of an operation. */
  Optional<Duration> of(String operation) {
    long nanos = (long) preferences.number(KEY + operation, 0);
    return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
  }

  /** Sets it; empty takes it away. */
  void set(String operation, Optional<Duration> limit) {
    preferences.put(KEY + operation, (double) limit.map(Duration::toNanos).orElse(0L));
  }
}
