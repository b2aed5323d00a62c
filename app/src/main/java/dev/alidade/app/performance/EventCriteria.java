package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.Severity;
import dev.alidade.engine.telemetry.TimeSpan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which events the list shows.
 *
 * @param kind name of an event record; empty for all
 * @param component the part concerned; empty for all
 * @param text part of component or message, case ignored
 * @param span only events in it; empty for all
 */
record EventCriteria(
    String kind, Severity atLeast, String component, String text, Optional<TimeSpan> span) {
  static final EventCriteria ALL = new EventCriteria("", Severity.INFO, "", "", Optional.empty());

  boolean matches(EngineEvent event) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return (kind.isEmpty() || kind.equals(event.kind()))
        && event.severity().compareTo(atLeast) >= 0
        && (component.isEmpty() || component.equals(event.component()))
        && span.map(stretch -> stretch.contains(event.at())).orElse(true)
        && (wanted.isEmpty()
            || event.component().toLowerCase(Locale.ROOT).contains(wanted)
            || event.message().toLowerCase(Locale.ROOT).contains(wanted));
  }

  List<EngineEvent> of(List<EngineEvent> events) {
    return events.stream().filter(this::matches).toList();
  }
}
