package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.EngineEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Events of one kind that happened together, as one line: a switch of WASM changes the path of
 * every kernel at once.
 *
 * @param event the newest of them
 * @param count how many there are
 */
record EventFold(EngineEvent event, int count) {
  /** Events of one kind that follow each other so closely are one happening. */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  /** Folds events, newest first; a single one stands for itself. */
  static List<EventFold> of(List<EngineEvent> events) {
    List<EventFold> folds = new ArrayList<>();
    for (EngineEvent event : events) {
      EventFold last = folds.isEmpty() ? null : folds.getLast();
      if (last != null
          && last.event.getClass().equals(event.getClass())
          && Duration.between(event.at(), last.event.at()).abs().compareTo(TOGETHER) <= 0) {
        folds.set(folds.size() - 1, new EventFold(last.event, last.count + 1));
      } else {
        folds.add(new EventFold(event, 1));
      }
    }
    return folds;
  }

  /** The kind, and how often. */
  String title() {
    return count == 1 ? event.kind() : event.kind() + " ×" + count;
  }

  /** What happened; of several the newest. */
  String words() {
    return count == 1 ? event.message() : event.component() + " and " + (count - 1) + " more";
  }
}
