package dev.alidade.engine.telemetry;

import dev.alidade.engine.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Failures as events. The same failure of the same operation is told once a second at the most, so
 * that a loop that fails cannot push everything else out of the ring; figures count them all.
 */
final class Failures {
  private static final long SAME_NANOS = Duration.ofSeconds(1).toNanos();

  /** What is not the engine's own error has no code of its own. */
  private static final String UNEXPECTED = "UNEXPECTED";

  private record Kind(String operation, String code) {}

  private final NanoClock ticker;
  private final Map<Kind, Long> toldAt = new ConcurrentHashMap<>();

  Failures(NanoClock ticker) {
    this.ticker = ticker;
  }

  /** Whether it was not told within the last second. */
  boolean isNew(String operation, Throwable cause) {
    long now = ticker.nanos();
    boolean[] tell = new boolean[1];
    toldAt.compute(
        new Kind(operation, code(cause)),
        (kind, last) -> {
          tell[0] = last == null || now - last >= SAME_NANOS;
          return tell[0] ? (Long) now : last;
        });
    return tell[0];
  }

  EngineEvent.OperationFailed event(Instant at, String operation, Throwable cause) {
    String reason =
        cause instanceof EngineException known ? known.sentence() : String.valueOf(cause);
    return new EngineEvent.OperationFailed(at, operation, code(cause), reason);
  }

  private static String code(Throwable cause) {
    return cause instanceof EngineException known ? known.code() : UNEXPECTED;
  }
}
