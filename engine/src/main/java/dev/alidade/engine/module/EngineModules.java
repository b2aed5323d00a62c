package dev.alidade.engine.module;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.module.KernelInfo.Measurement;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelShard;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.ModuleState;
import dev.alidade.engine.runtime.PathCalibrator;
import dev.alidade.engine.runtime.PathMeasurement;
import dev.alidade.engine.runtime.PathTable;
import dev.alidade.engine.runtime.RecoveringKernels;
import dev.alidade.engine.runtime.RuntimeFailure;
import dev.alidade.engine.runtime.ShardPool;
import dev.alidade.engine.runtime.SizeClass;
import dev.alidade.engine.runtime.Workload;
import dev.alidade.engine.telemetry.EngineEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The registry over the hosted modules. */
final class EngineModules implements ModuleRegistry {
  private static final System.Logger LOG = System.getLogger(EngineModules.class.getName());

  /** Rows of a probe's workload: enough to run every loop, too few to be felt. */
  private static final int PROBE_ITEMS = 100;

  private final KernelHost host;
  private final KernelHostConfig config;
  private final PathTable paths;
  private final RecoveringKernels kernels;
  private final ShardPool shards;
  private final Map<String, HostedModule> modules;
  private final List<Consumer<List<PathMeasurement>>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock measuring = new ReentrantLock();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile @Nullable Thread background;

  EngineModules(
      KernelHost host,
      KernelHostConfig config,
      PathTable paths,
      RecoveringKernels kernels,
      ShardPool shards,
      Map<String, HostedModule> modules) {
    this.host = host;
    this.config = config;
    this.paths = paths;
    this.kernels = kernels;
    this.shards = shards;
    this.modules = modules;
  }

  @Override
  public List<ModuleInfo> list() {
    return modules.values().stream().map(this::info).toList();
  }

  @Override
  public List<ShardUsage> memory() {
    return modules.keySet().stream()
        .flatMap(module -> shards.of(module).stream())
        .map(
            shard ->
                new ShardUsage(
                    shard.module(),
                    shard.index(),
                    existing(shard.module()).state().path().isPresent(),
                    shard.memory().usedBytes(MemoryPurpose.VECTORS),
                    shard.memory().usedBytes(MemoryPurpose.COLUMNS),
                    shard.memory().usedBytes(MemoryPurpose.SCRATCH),
                    shard.memory().committedBytes(),
                    shard.memory().limitBytes()))
        .toList();
  }

  private ModuleInfo info(HostedModule module) {
    ModuleState state = module.state();
    VerifiedModule verified = module.verified();
    return new ModuleInfo(
        state.name(),
        state.version(),
        TrustLevel.SHIPPED,
        state.sha256(),
        verified != null,
        verified == null ? 0 : verified.manifest().abi(),
        verified == null ? 0 : verified.bytes().length,
        state.path().isPresent() ? host.runtimeName() : "",
        verified == null ? List.of() : verified.build().features(),
        verified == null ? List.of() : verified.outline().imports(),
        verified == null ? List.of() : verified.outline().exports(),
        verified == null ? 0 : verified.outline().memoryMinPages(),
        verified == null ? 0 : verified.outline().memoryMaxPages(),
        shards.committedBytes(state.name()),
        module.loadNanos(),
        state.circuit().state(),
        state.problem(),
        config.kernels().stream()
            .filter(k -> k.module().equals(state.name()))
            .map(this::info)
            .toList());
  }

  private KernelInfo info(KernelDefinition kernel) {
    List<PathMeasurement> known = paths.measurements(kernel.id());
    return new KernelInfo(
        kernel.id(),
        kernel.operation(),
        kernels.calls(kernel.id()),
        choiceAtLargest(kernel),
        paths.preference(kernel.id()),
        known.stream().map(m -> new Measurement(m.items(), m.wasmNanos(), m.javaNanos())).toList());
  }

  private PathChoice choiceAtLargest(KernelDefinition kernel) {
    List<PathMeasurement> known = paths.measurements(kernel.id());
    return paths.choose(
        kernel, known.isEmpty() ? SizeClass.items(SizeClass.COUNT - 1) : known.getLast().items());
  }

  @Override
  public WasmMode mode() {
    return paths.mode();
  }

  @Override
  public void setMode(WasmMode mode) {
    String off = config.offByEnvironment();
    if (!off.isEmpty() && mode != WasmMode.OFF) {
      throw new InvalidRequest(
          "WASM stays off: " + off + " holds for the whole process.",
          "Start without that variable.");
    }
    Map<String, PathChoice> before = choices();
    paths.setMode(mode, off.isEmpty() ? "switched off" : off);
    publishChanges(before);
  }

  @Override
  public void prefer(String kernelId, PathPreference preference) {
    if (config.kernels().stream().noneMatch(k -> k.id().equals(kernelId))) {
      throw new InvalidRequest(
          "There is no kernel " + kernelId + ".", "Use an id that the modules list shows.");
    }
    Map<String, PathChoice> before = choices();
    paths.prefer(kernelId, preference);
    publishChanges(before);
  }

  private Map<String, PathChoice> choices() {
    Map<String, PathChoice> now = new HashMap<>();
    config.kernels().forEach(k -> now.put(k.id(), choiceAtLargest(k)));
    return now;
  }

  private void publishChanges(Map<String, PathChoice> before) {
    PathChanges.between(config.kernels(), before, choices(), config.clock().instant())
        .forEach(config.telemetry()::publish);
  }

  @Override
  public void measurePaths(Progress progress) {
    measure(config.kernels(), progress);
  }

  /** One measuring at a time; another caller waits. */
  List<PathMeasurement> measure(List<KernelDefinition> wanted, Progress progress) {
    measuring.lock();
    try {
      long start = System.nanoTime();
      Map<String, PathChoice> before = choices();
      Map<String, ModuleState> states = new HashMap<>();
      modules.forEach((name, module) -> states.put(name, module.state()));
      List<PathMeasurement> found =
          new PathCalibrator(name -> existing(name).shard(0), states, config.clock())
              .measure(wanted, stoppable(progress));
      paths.add(found);
      if (!found.isEmpty()) {
        long measured = found.stream().map(PathMeasurement::kernelId).distinct().count();
        config
            .telemetry()
            .publish(
                new EngineEvent.PathsMeasured(
                    config.clock().instant(),
                    "kernels",
                    Math.toIntExact(measured),
                    System.nanoTime() - start));
        publishChanges(before);
        listeners.forEach(listener -> listener.accept(paths.measurements()));
      }
      return found;
    } finally {
      measuring.unlock();
    }
  }

  /** Also cancelled when the host closes. */
  private Progress stoppable(Progress progress) {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        progress.report(fraction, message);
      }

      @Override
      public boolean cancelled() {
        return stopped.get() || progress.cancelled();
      }
    };
  }

  void onMeasured(Consumer<List<PathMeasurement>> listener) {
    listeners.add(listener);
  }

  void measureInBackground() {
    List<KernelDefinition> unknown =
        config.kernels().stream().filter(k -> paths.measurements(k.id()).isEmpty()).toList();
    if (unknown.isEmpty() || stopped.get()) {
      return;
    }
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("alidade-measure-paths")
            .unstarted(() -> measureQuietly(unknown));
    background = thread;
    thread.start();
  }

  private void measureQuietly(List<KernelDefinition> unknown) {
    try {
      measure(unknown, Progress.NONE);
    } catch (OperationCancelled e) {
      LOG.log(System.Logger.Level.DEBUG, "Measuring paths was cancelled");
    } catch (RuntimeFailure e) {
      LOG.log(System.Logger.Level.WARNING, "{0} {1}", e.code(), e.sentence());
    }
  }

  /** Cancels a measuring that is running and waits for its end. */
  void stopMeasuring() {
    stopped.set(true);
    Thread thread;
    measuring.lock();
    try {
      thread = background;
    } finally {
      measuring.unlock();
    }
    if (thread != null && thread.threadId() != Thread.currentThread().threadId()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public Optional<Instant> measuredAt() {
    return paths.measurements().stream()
        .map(PathMeasurement::measuredAt)
        .max(Comparator.naturalOrder());
  }

  @Override
  public boolean probe(String module) {
    HostedModule hosted = existing(module);
    if (hosted.state().path().isEmpty()) {
      return false;
    }
    hosted.state().circuit().probeNow();
    KernelDefinition kernel =
        config.kernels().stream().filter(k -> k.module().equals(module)).findFirst().orElseThrow();
    try (KernelShard shard = hosted.shard(0);
        Workload.Prepared work =
            kernel.workload().prepare(shard.memory(), PROBE_ITEMS, Workload.USUAL_SHAPE)) {
      return kernels.probe(kernel, shard, work);
    }
  }

  private HostedModule existing(String module) {
    HostedModule hosted = modules.get(module);
    if (hosted == null) {
      throw new InvalidRequest(
          "There is no module " + module + ".", "Use one of " + modules.keySet() + ".");
    }
    return hosted;
  }

  @Override
  public WasmCapabilities testCapabilities() {
    return host.testCapabilities();
  }
}
