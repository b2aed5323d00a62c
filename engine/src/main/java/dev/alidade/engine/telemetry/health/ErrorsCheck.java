package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Observability;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.PerformanceTracker;
import dev.alidade.engine.telemetry.Quantity;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Share of operations that failed in the last five minutes: of each operation, so that many calls
 * of one that works cannot hide another that fails.
 */
public final class ErrorsCheck implements HealthCheck {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Operations that fail on what they are given, a file or a statement: the engine is well. */
  private static final Set<String> INPUT = Set.of("data.load", "sql.query", "sql.open");

  private static final int EVENTS_LOOKED_AT = 100;
  private static final int SHOWN = 5;

  /** Fewer failures say nothing about a share. */
  private static final long FEW = 5;

  private record Tally(long calls, long failed) {
    Tally plus(Tally other) {
      return new Tally(calls + other.calls, failed + other.failed);
    }

    double share() {
      return failed < FEW ? 0 : (double) failed / calls;
    }
  }

  private final PerformanceTracker figures;
  private final Observability events;
  private final Clock clock;
  private final Trigger some = new Trigger(0.05, 0.02);
  private final Trigger most = new Trigger(0.50, 0.40);

  public ErrorsCheck(PerformanceTracker figures, Observability events, Clock clock) {
    this.figures = figures;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public ComponentHealth check() {
    long calls = 0;
    long fellBack = 0;
    Map<String, Tally> tallies = new TreeMap<>();
    for (OperationStats stats : figures.metrics(WINDOW).operations()) {
      calls += stats.count();
      fellBack += stats.fallbacks();
      if (!INPUT.contains(stats.operation())) {
        tallies.merge(stats.operation(), new Tally(stats.count(), stats.errors()), Tally::plus);
      }
    }
    long failed = tallies.values().stream().mapToLong(Tally::failed).sum();
    Optional<Map.Entry<String, Tally>> worst =
        tallies.entrySet().stream()
            .max(Comparator.comparingDouble(entry -> entry.getValue().share()));
    double share = worst.map(entry -> entry.getValue().share()).orElse(0.0);
    boolean isSome = some.update(share);
    boolean isMost = most.update(share);
    String sentence =
        "%s of %s operations fell back, %s failed, %s events dropped"
            .formatted(
                Quantity.count(fellBack),
                Quantity.count(calls),
                Quantity.count(failed),
                Quantity.count(events.droppedEvents()));
    EventFilter failures =
        EventFilter.newest(EVENTS_LOOKED_AT)
            .ofKind(EngineEvent.OperationFailed.class)
            .since(clock.instant().minus(WINDOW));
    List<String> evidence =
        events.recentEvents(failures).stream()
            .filter(event -> tallies.containsKey(event.component()))
            .limit(SHOWN)
            .map(e -> e.at() + " " + e.component() + " " + e.message())
            .toList();
    if (!isSome && !isMost) {
      return new ComponentHealth(
          "Errors", HealthStatus.HEALTHY, sentence, evidence, Optional.empty());
    }
    return new ComponentHealth(
        "Errors",
        isMost ? HealthStatus.UNHEALTHY : HealthStatus.DEGRADED,
        "%s of the calls of %s failed: %s"
            .formatted(Quantity.share(share), worst.map(Map.Entry::getKey).orElse(""), sentence),
        evidence,
        Optional.of(
            new Remedy(
                "Look at the events: each failure names its cause and what to do.",
                Optional.of("events"))));
  }
}
