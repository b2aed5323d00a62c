package dev.alidade.engine.module;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.RecoveringKernels;
import dev.alidade.engine.runtime.RuntimeFailure.RuntimeUnavailable;
import dev.alidade.engine.runtime.WasmRuntime;
import dev.alidade.engine.runtime.kernels.KernelCatalog;
import dev.alidade.engine.runtime.wasmtime.WasmtimeRuntime;
import dev.alidade.engine.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How kernels are hosted.
 *
 * @param workers shards for each module
 * @param environment variables, of which {@code ALIDADE_WASM} and {@code DISABLE_WASM} count
 * @param runtime starts the WebAssembly runtime; throws RuntimeUnavailable where there is none
 * @param deadline after which a kernel call is stopped
 */
public record KernelHostConfig(
    WasmMode mode,
    int workers,
    Map<String, String> environment,
    Clock clock,
    Telemetry telemetry,
    ModuleFiles files,
    List<KernelDefinition> kernels,
    Supplier<WasmRuntime> runtime,
    Duration deadline) {
  public KernelHostConfig {
    environment = Map.copyOf(environment);
    kernels = List.copyOf(kernels);
  }

  /** The shipped modules on Wasmtime, with this process's environment. */
  public static KernelHostConfig of(WasmMode mode, int workers, Clock clock, Telemetry telemetry) {
    return new KernelHostConfig(
        mode,
        workers,
        System.getenv(),
        clock,
        telemetry,
        ModuleFiles.SHIPPED,
        KernelCatalog.ALL,
        KernelHostConfig::openWasmtime,
        RecoveringKernels.DEADLINE);
  }

  /** The same with modules from elsewhere. */
  public KernelHostConfig withFiles(ModuleFiles other) {
    return new KernelHostConfig(
        mode, workers, environment, clock, telemetry, other, kernels, runtime, deadline);
  }

  /** The same with other variables in place of this process's. */
  public KernelHostConfig withEnvironment(Map<String, String> variables) {
    return new KernelHostConfig(
        mode, workers, variables, clock, telemetry, files, kernels, runtime, deadline);
  }

  /** A class path without the binding is like a machine without its library: Java answers. */
  private static WasmRuntime openWasmtime() {
    try {
      return WasmtimeRuntime.open();
    } catch (LinkageError e) {
      throw new RuntimeUnavailable("The binding of Wasmtime cannot be loaded: " + e + ".", e);
    }
  }

  /** Which variable turns WebAssembly off for this process; empty where none does. */
  String offByEnvironment() {
    String alidade = environment.getOrDefault("ALIDADE_WASM", "").toLowerCase(Locale.ROOT);
    if (alidade.equals("off") || alidade.equals("false") || alidade.equals("0")) {
      return "ALIDADE_WASM=" + environment.get("ALIDADE_WASM");
    }
    String disable = environment.getOrDefault("DISABLE_WASM", "").toLowerCase(Locale.ROOT);
    return disable.equals("true") || disable.equals("1")
        ? "DISABLE_WASM=" + environment.get("DISABLE_WASM")
        : "";
  }

  /** Modules that the kernels are in, in the kernels' order. */
  List<String> modules() {
    return kernels.stream().map(KernelDefinition::module).distinct().toList();
  }
}
