package dev.alidade.samples;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The rows of both tables.
 *
 * <p>{@link Random} and {@link StrictMath} are specified to the bit, so a seed gives the same rows
 * on every machine.
 *
 * @param runs in the order of their ids and start times
 * @param memories in the order of their ids and times
 */
public record AgentRows(List<AgentRun> runs, List<AgentMemory> memories) {

  /** The seed of the committed file. */
  public static final long SEED = 20_260_101L;

  private static final int RUNS = 50_000;
  private static final int MEMORIES = 5_000;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

  /** Some hours in which one kind of agent failed far more often than usual. */
  private record Incident(AgentType type, LocalDateTime from, int hours, double failureRate) {
    boolean covers(AgentType other, LocalDateTime at) {
      return type == other && !at.isBefore(from) && at.isBefore(from.plusHours(hours));
    }
  }

  private static final List<Incident> INCIDENTS =
      List.of(
          new Incident(AgentType.BILLING, LocalDateTime.of(2026, 3, 12, 8, 0), 10, 0.55),
          new Incident(AgentType.RESEARCH, LocalDateTime.of(2026, 6, 23, 6, 0), 30, 0.40),
          new Incident(AgentType.SUPPORT, LocalDateTime.of(2026, 9, 7, 9, 0), 6, 0.70),
          new Incident(AgentType.CODING, LocalDateTime.of(2026, 11, 17, 10, 0), 14, 0.35));

  /** Makes 50,000 runs and 5,000 memories. */
  public static AgentRows generate(long seed) {
    Grammar grammar = Grammar.load();
    Calendar2026 calendar = new Calendar2026();
    return new AgentRows(
        runs(grammar, calendar, new Random(seed)),
        memories(grammar, calendar, new Random(seed + 1)));
  }

  private static List<AgentRun> runs(Grammar grammar, Calendar2026 calendar, Random random) {
    LocalDateTime[] moments = calendar.moments(RUNS, random);
    List<AgentRun> runs = new ArrayList<>(RUNS);
    for (int i = 0; i < RUNS; i++) {
      runs.add(run(i + 1, moments[i], grammar, random));
    }
    return List.copyOf(runs);
  }

  private static AgentRun run(int id, LocalDateTime at, Grammar grammar, Random random) {
    AgentType type = AgentType.ofRun(random);
    double millis = type.medianMillis * logNormal(type.spread, random);
    if (random.nextInt(200) == 0) {
      millis *= 5 + random.nextInt(15); // the few runs that a search for slow ones finds
    }
    double chance = random.nextDouble();
    double failureRate = failureRate(type, at);
    String status = "completed";
    String error = null;
    if (chance < failureRate) {
      status = "failed";
      error = grammar.fill(grammar.weighted("errors", random), at.toLocalDate(), random);
      millis = error.startsWith("Timeout after ") ? timeoutMillis(error, random) : millis * 0.6;
    } else if (chance > 0.98) {
      status = "cancelled";
      millis *= 0.4;
    }
    int durationMs = (int) Math.clamp(Math.round(millis), 40L, 3_600_000L);
    double rate = type.tokensPerSecond * logNormal(0.35, random);
    int tokens = 180 + (int) Math.min(durationMs / 1000.0 * rate, 400_000);
    double costUsd = Math.round(tokens * type.usdPerMillionTokens) / 1e6;
    return new AgentRun(
        id, type.column(), status, at.format(SECONDS), durationMs, tokens, costUsd, error);
  }

  private static double failureRate(AgentType type, LocalDateTime at) {
    for (Incident incident : INCIDENTS) {
      if (incident.covers(type, at)) {
        return incident.failureRate();
      }
    }
    return type.failureRate;
  }

  private static double timeoutMillis(String error, Random random) {
    String[] words = error.split(" ", 4);
    return Integer.parseInt(words[2]) + random.nextInt(400);
  }

  private static double logNormal(double spread, Random random) {
    return StrictMath.exp(spread * random.nextGaussian());
  }

  private static List<AgentMemory> memories(Grammar grammar, Calendar2026 calendar, Random random) {
    LocalDateTime[] moments = calendar.moments(MEMORIES, random);
    List<AgentMemory> memories = new ArrayList<>(MEMORIES);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < MEMORIES; i++) {
      AgentType type = AgentType.ofMemory(random);
      Grammar.Template template;
      String content;
      do {
        template = grammar.any(type.column(), random);
        content = grammar.fill(template, moments[i].toLocalDate(), random);
      } while (!seen.add(content));
      double importance = template.number() - 0.22 + 0.11 * random.nextGaussian();
      double rounded = Math.round(Math.clamp(importance, 0.05, 1.0) * 100) / 100.0;
      memories.add(
          new AgentMemory(i + 1, type.column(), rounded, content, moments[i].format(SECONDS)));
    }
    return List.copyOf(memories);
  }
}
