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

  /** Events that slow subscribers lost. */
  long droppedEvents();

  /** Adds a rule, for example the app's own about its window. */
  void addCheck(HealthCheck check);

  /** What leaves this process, all of it off at first. */
  Exporters exporters();

  /** Puts a mark of the user on the time axis. */
  void mark(String message);
}
