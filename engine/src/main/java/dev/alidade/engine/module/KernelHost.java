package dev.alidade.engine.module;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmCapabilities.Capability;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.runtime.Admission;
import dev.alidade.engine.runtime.CapabilityProbes;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelShard;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.ModuleState;
import dev.alidade.engine.runtime.PathMeasurement;
import dev.alidade.engine.runtime.PathTable;
import dev.alidade.engine.runtime.RecoveringKernels;
import dev.alidade.engine.runtime.RuntimeFailure.RuntimeUnavailable;
import dev.alidade.engine.runtime.ShardPool;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.runtime.WasmRuntime;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.Severity;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs kernels, wired: the runtime, the modules, their shards, the choice of path
 * and the registry. Owns the native handles and closes them in the reverse order of their making.
 */
public final class KernelHost implements AutoCloseable {
  private static final int MOST_PAGES = 32_767;

  private final KernelHostConfig config;
  private final @Nullable WasmRuntime runtime;
  private final String unavailable;
  private final Map<String, HostedModule> modules = new LinkedHashMap<>();
  private final PathTable paths;
  private final ShardPool shards;
  private final RecoveringKernels kernels;
  private final EngineModules registry;
  private volatile List<Capability> capabilities;
  private boolean closed;

  private KernelHost(KernelHostConfig config) {
    this.config = config;
    String off = config.offByEnvironment();
    WasmRuntime started = null;
    String reason = off.isEmpty() ? "" : "WASM is off: " + off;
    if (off.isEmpty()) {
      try {
        started = config.runtime().get();
      } catch (RuntimeUnavailable e) {
        reason = e.sentence();
        publishUnavailable("runtime", reason);
      }
    }
    runtime = started;
    unavailable = reason;
    capabilities =
        started == null
            ? CapabilityProbes.unavailable(reason)
            : new CapabilityProbes(started).run();
    for (String module : config.modules()) {
      modules.put(module, host(module));
    }
    Map<String, ModuleState> states = new HashMap<>();
    Map<String, List<KernelShard>> made = new HashMap<>();
    modules.forEach(
        (name, module) -> {
          states.put(name, module.state());
          made.put(
              name,
              java.util.stream.IntStream.range(0, config.workers())
                  .mapToObj(module::shard)
                  .toList());
        });
    paths =
        new PathTable(
            states,
            off.isEmpty() ? config.mode() : WasmMode.OFF,
            off.isEmpty() ? "by configuration" : off);
    shards = new ShardPool(made);
    kernels =
        new RecoveringKernels(paths, states, config.telemetry(), config.clock(), config.deadline());
    registry = new EngineModules(this, config, paths, kernels, shards, modules);
  }

  /**
   * Starts the runtime, finds what it can do, and loads the modules. Where something does not work
   * the Java twins answer, with an event and a reason; nothing is thrown.
   */
  public static KernelHost open(KernelHostConfig config) {
    return new KernelHost(config);
  }

  private HostedModule host(String module) {
    WasmRuntime live = runtime;
    if (live == null) {
      return HostedModule.notRun(
          module, config.files(), unavailable, Set.of(allFeatures()), config.clock());
    }
    HostedModule hosted =
        HostedModule.load(module, config.files(), live, features(), config.clock());
    hosted.state().problem().ifPresent(problem -> publishUnavailable(module, problem));
    return hosted;
  }

  private static String[] allFeatures() {
    return new String[] {ModuleManifest.SIMD, "bulk-memory", "nontrapping-fptoint"};
  }

  /** What was found, by the names that manifests use. */
  private Set<String> features() {
    Set<String> found = new HashSet<>();
    for (Capability c : capabilities) {
      if (c.supported()) {
        switch (c.name()) {
          case WasmCapabilities.SIMD -> found.add(ModuleManifest.SIMD);
          case WasmCapabilities.BULK_MEMORY -> found.add("bulk-memory");
          case WasmCapabilities.WEBASSEMBLY -> found.add("nontrapping-fptoint");
          default -> {
            // no module needs it
          }
        }
      }
    }
    return found;
  }

  private void publishUnavailable(String component, String reason) {
    config
        .telemetry()
        .publish(
            new EngineEvent.WasmUnavailable(
                config.clock().instant(), component, Severity.WARN, reason));
  }

  /** Says who is asked before something is loaded into a shard. */
  public void admitBy(Admission admission) {
    shards.admitBy(admission);
  }

  public Kernels kernels() {
    return kernels;
  }

  public Shards shards() {
    return shards;
  }

  public ModuleRegistry registry() {
    return registry;
  }

  /** What the runtime can do, as last tested. */
  public WasmCapabilities capabilities() {
    WasmRuntime live = runtime;
    return new WasmCapabilities(
        live == null ? "" : live.name(),
        live == null ? "" : live.version(),
        paths.mode(),
        config.workers(),
        MOST_PAGES * 65_536L,
        capabilities);
  }

  /** Runs the capability probes again. */
  synchronized WasmCapabilities testCapabilities() {
    WasmRuntime live = runtime;
    if (live != null && !closed) {
      capabilities = new CapabilityProbes(live).run();
    }
    return capabilities();
  }

  /** Measures kernels that can run both ways, takes the results and says so. */
  List<PathMeasurement> measure(List<KernelDefinition> wanted, Progress progress) {
    return registry.measure(wanted, progress);
  }

  /** Name of the runtime for the registry; empty where there is none. */
  String runtimeName() {
    WasmRuntime live = runtime;
    return live == null ? "" : live.name() + " " + live.version();
  }

  /** Measures all paths on a background thread, unless they are known already. */
  public void measureInBackground() {
    registry.measureInBackground();
  }

  /** Everything measured on this machine with these modules; to be kept. */
  public List<PathMeasurement> measurements() {
    return paths.measurements();
  }

  /** Takes kept measurements; those of another machine or build are passed over. */
  public void restore(Collection<PathMeasurement> kept) {
    paths.add(kept);
  }

  /** Called with all measurements after each measuring, on the thread that measured. */
  public void onMeasured(Consumer<List<PathMeasurement>> listener) {
    registry.onMeasured(listener);
  }

  /** Linear memory (or Arena bytes) of all shards. */
  public long committedBytes() {
    return modules.keySet().stream().mapToLong(shards::committedBytes).sum();
  }

  /** Bytes of live regions with this purpose. */
  public long usedBytes(MemoryPurpose purpose) {
    return shards.usedBytes(purpose);
  }

  /** Waits for running calls; then shards, modules and the runtime are closed, in this order. */
  @Override
  public void close() {
    registry.stopMeasuring();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    shards.close();
    modules.values().forEach(HostedModule::close);
    if (runtime != null) {
      runtime.close();
    }
  }
}
