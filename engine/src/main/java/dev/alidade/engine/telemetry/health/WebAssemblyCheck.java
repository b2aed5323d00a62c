package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the runtime works. Switched off by choice is healthy; a missing library is not. */
public final class WebAssemblyCheck implements HealthCheck {
  private final Supplier<WasmCapabilities> capabilities;
  private final Supplier<WasmMode> mode;

  public WebAssemblyCheck(Supplier<WasmCapabilities> capabilities, Supplier<WasmMode> mode) {
    this.capabilities = capabilities;
    this.mode = mode;
  }

  @Override
  public ComponentHealth check() {
    WasmCapabilities found = capabilities.get();
    List<String> evidence =
        found.entries().stream()
            .map(e -> e.name() + ": " + (e.supported() ? "yes, " : "no, ") + e.how())
            .toList();
    if (mode.get() == WasmMode.OFF) {
      return new ComponentHealth(
          "WebAssembly",
          HealthStatus.HEALTHY,
          "switched off by choice; the Java twins answer",
          evidence,
          Optional.empty());
    }
    if (!found.supported()) {
      String why =
          found
              .entry(WasmCapabilities.WEBASSEMBLY)
              .map(WasmCapabilities.Capability::how)
              .orElse("no runtime was found");
      return new ComponentHealth(
          "WebAssembly",
          HealthStatus.DEGRADED,
          "Not available, the Java twins answer: " + why,
          evidence,
          Optional.of(
              new Remedy(
                  "Install Alidade again; answers stay right but take longer until then.",
                  Optional.of("modules"))));
    }
    return new ComponentHealth(
        "WebAssembly",
        HealthStatus.HEALTHY,
        "%s %s with %s, %d workers"
            .formatted(
                found.runtime(),
                found.version(),
                found.simd() ? "SIMD" : "scalar kernels, as SIMD does not work here",
                found.workers()),
        evidence,
        Optional.empty());
  }
}
