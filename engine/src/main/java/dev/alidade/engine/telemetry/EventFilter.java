package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events to give back. Empty parts match everything. Begin with {@link #newest} and narrow
 * it.
 *
 * @param kinds names of event records
 * @param components the parts concerned, by their whole names
 * @param from included
 * @param to excluded
 * @param text part of the component or the message, case ignored
 */
public record EventFilter(
    Set<String> kinds,
    Optional<Severity> atLeast,
    Set<String> components,
    Optional<Instant> from,
    Optional<Instant> to,
    String text,
    int limit) {

  public EventFilter {
    kinds = Set.copyOf(kinds);
    components = Set.copyOf(components);
  }

  /** The newest {@code limit} events. */
  public static EventFilter newest(int limit) {
    return new EventFilter(
        Set.of(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), "", limit);
  }

  /**
   * Only these kinds.
   *
   * @param records of {@link EngineEvent}
   */
  public EventFilter ofKind(Class<?>... records) {
    Set<String> names =
        Arrays.stream(records).map(Class::getSimpleName).collect(Collectors.toSet());
    return new EventFilter(names, atLeast, components, from, to, text, limit);
  }

  /** Only this severity and above. */
  public EventFilter atLeast(Severity severity) {
    return new EventFilter(kinds, Optional.of(severity), components, from, to, text, limit);
  }

  /** Only events of this part. */
  public EventFilter ofComponent(String component) {
    return new EventFilter(kinds, atLeast, Set.of(component), from, to, text, limit);
  }

  /** Only events at or after a moment. */
  public EventFilter since(Instant moment) {
    return new EventFilter(kinds, atLeast, components, Optional.of(moment), to, text, limit);
  }

  /** Only events before a moment. */
  public EventFilter before(Instant moment) {
    return new EventFilter(kinds, atLeast, components, from, Optional.of(moment), text, limit);
  }

  /** Only events with this in component or message. */
  public EventFilter containing(String words) {
    return new EventFilter(kinds, atLeast, components, from, to, words, limit);
  }
}
