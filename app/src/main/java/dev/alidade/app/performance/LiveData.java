package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Live shows, as of one moment.
 *
 * @param now the moment
 * @param sampled what telemetry has
 * @param operations every operation that was called in the stretch in view
 * @param history the operation looked at
 * @param whole calls of all operations over everything that is kept
 * @param events of the stretch in view, newest first
 * @param latencyLimit in nanoseconds; empty for none
 */
record LiveData(
    Instant now,
    Optional<TimeSpan> sampled,
    List<OperationSummary> operations,
    OperationHistory history,
    MemoryHistory memory,
    OperationHistory whole,
    List<EngineEvent> events,
    Optional<Duration> latencyLimit) {
  LiveData {
    operations = List.copyOf(operations);
    events = List.copyOf(events);
  }
}
