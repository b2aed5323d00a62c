package dev.alidade.engine.module;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Judges the state of the kernels: off by choice is healthy, off by failure is not. */
final class KernelHealth {
  private static final String COMPONENT = "Kernels";

  private KernelHealth() {}

  static ComponentHealth of(
      WasmMode mode,
      String offByEnvironment,
      String unavailable,
      Collection<HostedModule> modules) {
    if (!offByEnvironment.isEmpty()) {
      return healthy("WASM is off by choice; Java answers.", List.of(offByEnvironment));
    }
    if (!unavailable.isEmpty()) {
      return degraded(
          "WebAssembly cannot run; Java answers.",
          List.of(unavailable),
          new Remedy("Install Alidade again to get the native library back.", Optional.empty()));
    }
    List<String> broken = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (HostedModule module : modules) {
      module.state().problem().ifPresent(broken::add);
      CircuitState circuit = module.state().circuit().state();
      if (circuit != CircuitState.CLOSED) {
        open.add("The circuit of " + module.state().name() + " is " + circuit + ".");
      }
    }
    if (!broken.isEmpty()) {
      return degraded(
          "A module cannot be used; Java answers for it.",
          broken,
          new Remedy("Install Alidade again.", Optional.empty()));
    }
    if (!open.isEmpty()) {
      return degraded(
          "A module failed repeatedly; Java answers until a probe passes.",
          open,
          new Remedy("Probe the module now.", Optional.of("probe-module")));
    }
    return healthy(
        mode == WasmMode.OFF
            ? "WASM is off by choice; Java answers."
            : modules.size() + " modules loaded, all circuits closed.",
        List.of("mode " + mode));
  }

  private static ComponentHealth healthy(String sentence, List<String> evidence) {
    return new ComponentHealth(
        COMPONENT, HealthStatus.HEALTHY, sentence, evidence, Optional.empty());
  }

  private static ComponentHealth degraded(String sentence, List<String> evidence, Remedy remedy) {
    return new ComponentHealth(
        COMPONENT, HealthStatus.DEGRADED, sentence, evidence, Optional.of(remedy));
  }
}
