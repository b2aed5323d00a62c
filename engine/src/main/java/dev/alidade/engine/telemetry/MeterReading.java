package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * Everything that exporters send, read at one moment.
 *
 * @param since when the running sums began
 * @param droppedEvents events that slow subscribers lost
 */
public record MeterReading(
    Instant since,
    Instant at,
    List<OperationTotals> operations,
    ProcessUsage process,
    LinearUsage linear,
    HealthReport health,
    long droppedEvents) {
  public MeterReading {
    operations = List.copyOf(operations);
  }
}
