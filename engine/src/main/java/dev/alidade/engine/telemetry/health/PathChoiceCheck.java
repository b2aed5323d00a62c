package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.module.KernelInfo;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.module.ModuleRegistry;
import dev.alidade.engine.module.PathPreference;
import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether paths were measured on this machine, and how long ago. */
public final class PathChoiceCheck implements HealthCheck {
  /** A machine changes: updates, other memory, other power settings. */
  private static final Duration STALE = Duration.ofDays(30);

  private final ModuleRegistry registry;
  private final Clock clock;

  public PathChoiceCheck(ModuleRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public ComponentHealth check() {
    List<KernelInfo> kernels =
        registry.list().stream().map(ModuleInfo::kernels).flatMap(List::stream).toList();
    long wasm = kernels.stream().filter(k -> k.choice().used().isWasm()).count();
    List<String> evidence =
        kernels.stream()
            .map(
                k ->
                    k.operation()
                        + ": "
                        + k.choice().used().label()
                        + (k.preference() == PathPreference.AUTO ? ", " : " (forced), ")
                        + k.choice().reason())
            .toList();
    String chosen = "WASM chosen for %d, Java for %d".formatted(wasm, kernels.size() - wasm);
    Optional<Instant> measured = registry.measuredAt();
    if (registry.mode() == WasmMode.OFF) {
      return new ComponentHealth(
          "Choice of path",
          HealthStatus.HEALTHY,
          "WASM is off by choice, so there is nothing to choose; " + chosen,
          evidence,
          Optional.empty());
    }
    if (measured.isEmpty()) {
      return new ComponentHealth(
          "Choice of path",
          HealthStatus.HEALTHY,
          "not measured yet; " + chosen,
          evidence,
          Optional.of(new Remedy("Measure both paths now.", Optional.of("measure"))));
    }
    Duration age = Duration.between(measured.get(), clock.instant());
    Optional<Remedy> again = Optional.of(new Remedy("Measure again.", Optional.of("measure")));
    if (age.compareTo(STALE) > 0) {
      return new ComponentHealth(
          "Choice of path",
          HealthStatus.DEGRADED,
          "Paths were measured %d days ago; %s".formatted(age.toDays(), chosen),
          evidence,
          again);
    }
    return new ComponentHealth(
        "Choice of path",
        HealthStatus.HEALTHY,
        "%d kernels measured %s ago; %s".formatted(kernels.size(), words(age), chosen),
        evidence,
        again);
  }

  private static String words(Duration age) {
    if (age.toHours() >= 48) {
      return age.toDays() + " days";
    }
    return age.toMinutes() >= 120 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }
}
