package dev.alidade.engine.telemetry;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * One of the slowest calls of its time.
 *
 * @param at when it ended
 */
public record SlowCall(Instant at, OperationSample sample) {
  private static final Comparator<SlowCall> SLOWEST_FIRST =
      Comparator.comparingLong((SlowCall call) -> call.sample().nanos()).reversed();

  /** The slowest of several, slowest first. */
  static List<SlowCall> slowest(Collection<SlowCall> calls, int limit) {
    return calls.stream().sorted(SLOWEST_FIRST).limit(limit).toList();
  }
}
