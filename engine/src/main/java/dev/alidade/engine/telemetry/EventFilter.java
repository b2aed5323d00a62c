package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which events to give back. Empty parts match everything.
 *
 * @param kinds names of event records
 * @param text part of the component or the message, case ignored
 */
public record EventFilter(
    Set<String> kinds,
    Optional<Severity> atLeast,
    Optional<Instant> from,
    Optional<Instant> to,
    String text,
    int limit) {
  public EventFilter {
    kinds = Set.copyOf(kinds);
  }

  /** The newest {@code limit} events. */
  public static EventFilter newest(int limit) {
    return new EventFilter(
        Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), "", limit);
  }
}
