package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.telemetry.EngineEvent.SlowQuerySeen;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Observability;
import dev.alidade.engine.telemetry.Quantity;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Queries that were slow again and again in the last five minutes. */
public final class SlowQueriesCheck implements HealthCheck {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Runs of one query from which on an index or a rewrite pays. */
  static final int OFTEN = 3;

  private static final int SHOWN_CHARACTERS = 60;

  /** Possessive throughout: the matcher then loops over long literals instead of recursing. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "(\"(?:[^\"]++|\"\")*+\")|[xX]?'(?:[^']++|'')*+'"
              + "|(?<![\\w.])\\d[\\d.]*+(?:[eE][-+]?\\d++)?+\\b");

  private final Observability events;
  private final Clock clock;

  public SlowQueriesCheck(Observability events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  @Override
  public ComponentHealth check() {
    EventFilter slow =
        EventFilter.newest(1_000).ofKind(SlowQuerySeen.class).since(clock.instant().minus(WINDOW));
    Map<String, List<SlowQuerySeen>> bySql =
        events.recentEvents(slow).stream()
            .filter(SlowQuerySeen.class::isInstance)
            .map(SlowQuerySeen.class::cast)
            .collect(Collectors.groupingBy(SlowQuerySeen::sql));
    List<Map.Entry<String, List<SlowQuerySeen>>> worstFirst =
        bySql.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<String, List<SlowQuerySeen>> e) -> -totalNanos(e.getValue())))
            .toList();
    List<String> evidence =
        worstFirst.stream().limit(5).map(e -> describe(e.getKey(), e.getValue())).toList();
    Optional<Map.Entry<String, List<SlowQuerySeen>>> often =
        worstFirst.stream().filter(e -> e.getValue().size() >= OFTEN).findFirst();
    if (often.isEmpty()) {
      int seen = bySql.values().stream().mapToInt(List::size).sum();
      return new ComponentHealth(
          "Slow queries",
          HealthStatus.HEALTHY,
          seen == 0
              ? "no slow query in the last 5 min"
              : seen + (seen == 1 ? " slow run" : " slow runs") + " in the last 5 min, none often",
          evidence,
          Optional.empty());
    }
    return new ComponentHealth(
        "Slow queries",
        HealthStatus.DEGRADED,
        describe(often.get().getKey(), often.get().getValue()),
        evidence,
        Optional.of(
            new Remedy(
                "See the advice for this query: a missing index is the usual cause.",
                Optional.of("advice"))));
  }

  /**
   * The statement without what the user asked for: reports leave the machine. Strings, blobs and
   * numbers become question marks; quoted names stay.
   */
  static String withoutLiterals(String sql) {
    return LITERAL
        .matcher(sql)
        .replaceAll(
            found -> found.group(1) == null ? "?" : Matcher.quoteReplacement(found.group()));
  }

  private static long totalNanos(List<SlowQuerySeen> runs) {
    return runs.stream().mapToLong(SlowQuerySeen::nanos).sum();
  }

  private static String describe(String sql, List<SlowQuerySeen> runs) {
    String line = withoutLiterals(sql).strip().replaceAll("\\s+", " ");
    SlowQuerySeen slowest =
        runs.stream().max(Comparator.comparingLong(SlowQuerySeen::nanos)).orElseThrow();
    return "%s: %s %s in 5 min, slowest %s, %s VM steps"
        .formatted(
            line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…",
            runs.size(),
            runs.size() == 1 ? "slow run" : "slow runs",
            Quantity.time(slowest.nanos()),
            Quantity.count(slowest.vmSteps()));
  }
}
