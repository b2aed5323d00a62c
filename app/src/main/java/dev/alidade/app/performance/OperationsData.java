package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.LatencyDistribution;
import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.SlowCall;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Operations shows of one stretch of time.
 *
 * @param oldest the first moment that telemetry knows of
 * @param trends p95 of each operation over time in nanoseconds, NaN where it was not called
 * @param selected the one whose details show; empty where it was not called
 */
record OperationsData(
    TimeSpan span,
    Instant oldest,
    List<OperationSummary> operations,
    Map<String, List<Double>> trends,
    Optional<Details> selected) {
  OperationsData {
    operations = List.copyOf(operations);
    trends = Map.copyOf(trends);
  }

  /**
   * One operation in full.
   *
   * @param slowQueries those of the stretch, for the statements of slow calls
   */
  record Details(
      OperationSummary summary,
      LatencyDistribution latencies,
      MemoryHistory memory,
      List<EngineEvent.SlowQuerySeen> slowQueries) {
    /** A call and the event about it are dated one after the other. */
    private static final Duration SAME = Duration.ofSeconds(1);

    Details {
      slowQueries = List.copyOf(slowQueries);
    }

    /** The statement of a slow call; empty where it ran none, or was not slow enough to be kept. */
    Optional<EngineEvent.SlowQuerySeen> statementOf(SlowCall call) {
      return slowQueries.stream()
          .filter(query -> query.nanos() == call.sample().nanos())
          .filter(query -> Duration.between(query.at(), call.at()).abs().compareTo(SAME) < 0)
          .findFirst();
    }
  }
}
