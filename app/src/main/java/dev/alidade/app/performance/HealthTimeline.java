package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.EngineEvent.HealthChanged;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The overall state over a stretch of time, worked out backwards from what changed in it. */
final class HealthTimeline {
  private HealthTimeline() {}

  /** A stretch in one state. */
  record Segment(Instant from, Instant to, HealthStatus status) {}

  /**
   * The segments from the oldest to the newest; neighbours differ.
   *
   * @param changes newest first; those outside the span are passed over
   */
  static List<Segment> of(HealthReport now, List<HealthChanged> changes, TimeSpan span) {
    Map<String, HealthStatus> states = new HashMap<>();
    for (ComponentHealth component : now.components()) {
      states.put(component.component(), component.status());
    }
    Deque<Segment> segments = new ArrayDeque<>();
    Instant end = span.to();
    for (HealthChanged change : changes) {
      if (!span.contains(change.at())) {
        continue;
      }
      prepend(segments, new Segment(change.at(), end, worst(states)));
      states.put(change.component(), change.from());
      end = change.at();
    }
    prepend(segments, new Segment(span.from(), end, worst(states)));
    return List.copyOf(segments);
  }

  private static void prepend(Deque<Segment> segments, Segment earlier) {
    if (!earlier.from().isBefore(earlier.to())) {
      return;
    }
    Segment next = segments.peekFirst();
    if (next != null && next.status() == earlier.status()) {
      segments.removeFirst();
      segments.addFirst(new Segment(earlier.from(), next.to(), next.status()));
    } else {
      segments.addFirst(earlier);
    }
  }

  private static HealthStatus worst(Map<String, HealthStatus> states) {
    return states.values().stream().max(Comparator.naturalOrder()).orElse(HealthStatus.HEALTHY);
  }
}
