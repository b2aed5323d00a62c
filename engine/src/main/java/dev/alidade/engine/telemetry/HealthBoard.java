package dev.alidade.engine.telemetry;

import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.MemoryHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rules and holds what they found. A component gets worse at once, and better only after
 * {@value #CALM_ROUNDS} rounds in a row found it better, so that nothing flaps; a check that the
 * user asks for shows the truth of that moment.
 */
final class HealthBoard {
  /** Rounds that must agree before a component gets better. */
  static final int CALM_ROUNDS = 3;

  private static final System.Logger LOG = System.getLogger(HealthBoard.class.getName());

  /** The order of the tiles; components that it does not name follow. */
  private static final List<String> ORDER =
      List.of(
          "Kernels",
          "Slow queries",
          "Memory",
          "Choice of path",
          "Workspace",
          "Errors",
          "Disk",
          "Window",
          "WebAssembly");

  private final Clock clock;
  private final Supplier<MemoryHealth> memory;
  private final Consumer<EngineEvent> events;
  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();

  /** What each rule last called its component, so that a rule that fails keeps its tile. */
  private final Map<HealthCheck, String> names = new ConcurrentHashMap<>();

  /** Guards the maps; rounds run one after the other. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, ComponentHealth> shown = new HashMap<>();
  private final Map<String, Integer> calmRounds = new HashMap<>();
  private volatile @Nullable HealthReport latest;

  HealthBoard(Clock clock, Supplier<MemoryHealth> memory, Consumer<EngineEvent> events) {
    this.clock = clock;
    this.memory = memory;
    this.events = events;
  }

  void add(HealthCheck check) {
    checks.add(check);
  }

  /** What the last round found; runs one where there was none. */
  HealthReport latest() {
    HealthReport report = latest;
    return report == null ? round(true) : report;
  }

  /**
   * Runs every rule.
   *
   * @param asked whether a user wants the truth of this moment
   */
  HealthReport round(boolean asked) {
    List<EngineEvent> changes = new ArrayList<>();
    HealthReport report;
    lock.lock();
    try {
      List<ComponentHealth> components = new ArrayList<>();
      for (HealthCheck check : checks) {
        components.add(settle(run(check), asked, changes));
      }
      components.sort(Comparator.comparingInt(HealthBoard::place));
      report = reportOf(components);
      latest = report;
    } finally {
      lock.unlock();
    }
    changes.forEach(events);
    return report;
  }

  private ComponentHealth run(HealthCheck check) {
    try {
      ComponentHealth found = check.check();
      names.put(check, found.component());
      return found;
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "A health check failed.", e);
      return new ComponentHealth(
          names.getOrDefault(check, "Checks"),
          HealthStatus.DEGRADED,
          "The check itself failed, so this is not watched.",
          List.of(e.toString()),
          Optional.of(
              new Remedy("Send the report with the log of this session.", Optional.of("report"))));
    }
  }

  private ComponentHealth settle(ComponentHealth found, boolean asked, List<EngineEvent> changes) {
    String name = found.component();
    ComponentHealth before = shown.get(name);
    HealthStatus from = before == null ? HealthStatus.HEALTHY : before.status();
    boolean better = found.status().compareTo(from) < 0;
    int calm = better ? calmRounds.merge(name, 1, Integer::sum) : 0;
    if (before != null && better && !asked && calm < CALM_ROUNDS) {
      return before;
    }
    calmRounds.remove(name);
    shown.put(name, found);
    if (found.status() != from) {
      changes.add(
          new EngineEvent.HealthChanged(
              clock.instant(), name, from, found.status(), found.sentence()));
    }
    return found;
  }

  private static int place(ComponentHealth component) {
    int index = ORDER.indexOf(component.component());
    return index < 0 ? ORDER.size() : index;
  }

  private HealthReport reportOf(List<ComponentHealth> components) {
    HealthStatus overall =
        components.stream()
            .map(ComponentHealth::status)
            .max(Comparator.naturalOrder())
            .orElse(HealthStatus.HEALTHY);
    List<ComponentHealth> worst =
        components.stream()
            .filter(c -> c.status() == overall && overall != HealthStatus.HEALTHY)
            .toList();
    String sentence =
        worst.isEmpty()
            ? "Everything works."
            : worst.getFirst().sentence()
                + (worst.size() == 1 ? "" : " And " + (worst.size() - 1) + " more.");
    return new HealthReport(clock.instant(), overall, sentence, components, memory.get());
  }
}
