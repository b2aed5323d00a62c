package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.module.CircuitState;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineEvent.KernelTrapped;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Observability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Circuits that are open, modules that cannot be used, and kernels that trapped lately. Kernels
 * that do not run because the user switched WebAssembly off are no fault; a damaged module is one
 * even then.
 */
public final class KernelsCheck implements HealthCheck {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** A single trap stops counting after this time. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Supplier<List<ModuleInfo>> modules;
  private final Supplier<WasmMode> mode;
  private final Observability events;
  private final Clock clock;

  public KernelsCheck(
      Supplier<List<ModuleInfo>> modules,
      Supplier<WasmMode> mode,
      Observability events,
      Clock clock) {
    this.modules = modules;
    this.mode = mode;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public ComponentHealth check() {
    Instant now = clock.instant();
    List<ModuleInfo> all = modules.get();
    boolean off = mode.get() == WasmMode.OFF;
    List<ModuleInfo> open =
        all.stream().filter(m -> !off && m.circuit() != CircuitState.CLOSED).toList();
    List<ModuleInfo> unusable =
        all.stream().filter(m -> m.problem().isPresent() && !(off && m.verified())).toList();
    List<EngineEvent> recent =
        events.recentEvents(
            EventFilter.newest(20)
                .ofKind(
                    KernelTrapped.class,
                    EngineEvent.CircuitOpened.class,
                    EngineEvent.CircuitClosed.class)
                .since(now.minus(WINDOW)));
    List<EngineEvent> fresh =
        recent.stream()
            .filter(KernelTrapped.class::isInstance)
            .filter(e -> e.at().isAfter(now.minus(FRESH)))
            .toList();
    List<String> evidence = new ArrayList<>();
    all.stream()
        .filter(m -> m.problem().isPresent())
        .forEach(m -> evidence.add(m.name() + ": " + m.problem().orElseThrow()));
    recent.forEach(e -> evidence.add(e.at() + " " + e.message()));

    if (!open.isEmpty()) {
      String names = String.join(", ", open.stream().map(ModuleInfo::name).toList());
      return new ComponentHealth(
          "Kernels",
          HealthStatus.DEGRADED,
          names
              + (open.size() == 1 ? " failed repeatedly; its" : " failed repeatedly; their")
              + " Java twins answer until a probe passes.",
          evidence,
          Optional.of(
              new Remedy(
                  "Probe the module now. If it traps again, keep Java for it and send the report.",
                  Optional.of("probe"))));
    }
    if (!unusable.isEmpty()) {
      return new ComponentHealth(
          "Kernels",
          HealthStatus.DEGRADED,
          unusable.getFirst().name()
              + " cannot be used: "
              + unusable.getFirst().problem().orElseThrow(),
          evidence,
          Optional.of(
              new Remedy("Install Alidade again, or remove the module.", Optional.of("modules"))));
    }
    if (!fresh.isEmpty()) {
      return new ComponentHealth(
          "Kernels",
          HealthStatus.DEGRADED,
          fresh.getFirst().message(),
          evidence,
          Optional.of(
              new Remedy(
                  "Nothing needs to be done: the answer is right. If it happens again, send the"
                      + " report.",
                  Optional.of("events"))));
    }
    int kernels = all.stream().mapToInt(m -> m.kernels().size()).sum();
    return new ComponentHealth(
        "Kernels",
        HealthStatus.HEALTHY,
        off
            ? "WASM is off by choice: %d kernels of %d modules answer on Java"
                .formatted(kernels, all.size())
            : "%d kernels of %d modules, no trap in the last minute".formatted(kernels, all.size()),
        evidence,
        Optional.empty());
  }
}
