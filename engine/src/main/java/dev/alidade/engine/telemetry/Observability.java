package dev.alidade.engine.telemetry;

import dev.alidade.engine.telemetry.export.Exporters;
import java.util.List;
import java.util.concurrent.Flow;

/** Health, events and reports. Thread-safe. */
public interface Observability {
  /** The state that the last round of checks found. */
  HealthReport healthStatus();

  PerformanceReport generatePerformanceReport();

  /**
   * Events as they happen; a slow subscriber loses events, which are counted, and never blocks a
   * worker.
   */
  Flow.Publisher<EngineEvent> events();

  /** Events from the ring, newest first. */
  List<EngineEvent> recentEvents(EventFilter filter);

  /** Events of earlier sessions, WARN and above, that the workspace kept, newest first. */
  List<EngineEvent.EventKept> earlierEvents(int limit);

  /** Events published since the engine was opened. */
  long publishedEvents();

  /** Events that slow subscribers lost. */
  long droppedEvents();

  /** Events of WARN and above that could not be kept in the workspace. */
  long unkeptEvents();

  /** Adds a rule, for example the app's own about its window. */
  void addCheck(HealthCheck check);

  /** What leaves this process, all of it off at first. */
  Exporters exporters();

  /** Puts a mark of the user on the time axis. */
  void mark(String message);
}
