package dev.alidade.engine.runtime;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.module.CircuitState;
import dev.alidade.engine.module.PathPreference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which path a call takes: what is forced first, then what works, then what was measured to be
 * faster at the nearest size. Thread-safe.
 */
public final class PathTable {
  /** Below this two decimals would be needed to see a difference. */
  private static final double LEAST_RATIO = 1.05;

  private final Map<String, ModuleState> modules;
  private final Map<String, PathPreference> preferences = new ConcurrentHashMap<>();
  private final Map<String, List<PathMeasurement>> measured = new ConcurrentHashMap<>();
  private final Map<String, PathChoice[]> faster = new ConcurrentHashMap<>();
  private volatile WasmMode mode;
  private volatile String modeReason;

  /**
   * @param modeReason why this mode is in force, for example {@code ALIDADE_WASM=off}
   */
  public PathTable(Map<String, ModuleState> modules, WasmMode mode, String modeReason) {
    this.modules = Map.copyOf(modules);
    this.mode = mode;
    this.modeReason = modeReason;
  }

  public WasmMode mode() {
    return mode;
  }

  public void setMode(WasmMode value, String reason) {
    modeReason = reason;
    mode = value;
  }

  public PathPreference preference(String kernelId) {
    return preferences.getOrDefault(kernelId, PathPreference.AUTO);
  }

  public void prefer(String kernelId, PathPreference preference) {
    preferences.put(kernelId, preference);
  }

  /**
   * Takes measurements that were made on this machine with these builds; others are passed over.
   */
  public void add(Collection<PathMeasurement> measurements) {
    String machine = PathMeasurement.thisMachine();
    for (PathMeasurement m : measurements) {
      String module = m.kernelId().substring(0, m.kernelId().indexOf('.'));
      ModuleState state = modules.get(module);
      if (state == null
          || !state.sha256().equals(m.moduleSha256())
          || !machine.equals(m.machine())) {
        continue;
      }
      measured.compute(
          m.kernelId(),
          (id, known) -> {
            List<PathMeasurement> list = new ArrayList<>(known == null ? List.of() : known);
            list.removeIf(old -> old.items() == m.items());
            list.add(m);
            list.sort(Comparator.comparingLong(PathMeasurement::items));
            return List.copyOf(list);
          });
      faster.remove(m.kernelId());
    }
  }

  /** What is known of a kernel, smallest size first. */
  public List<PathMeasurement> measurements(String kernelId) {
    return measured.getOrDefault(kernelId, List.of());
  }

  /** What is known of all kernels. */
  public List<PathMeasurement> measurements() {
    return measured.values().stream().flatMap(List::stream).toList();
  }

  /** The path of a call with so many items; does not count as a probe of an open circuit. */
  public PathChoice choose(KernelDefinition kernel, long items) {
    ModuleState module = modules.get(kernel.module());
    if (module == null) {
      return java("there is no module " + kernel.module());
    }
    return choose(kernel, items, module, module.path());
  }

  /**
   * @param wasm how calls on the shard are recorded; empty where the shard has no instance
   */
  PathChoice choose(
      KernelDefinition kernel, long items, ModuleState module, Optional<ExecutionPath> wasm) {
    WasmMode current = mode;
    if (current == WasmMode.OFF) {
      return java("WASM is off: " + modeReason);
    }
    PathPreference preference = preference(kernel.id());
    if (preference == PathPreference.JAVA) {
      return java("forced to Java for this kernel");
    }
    if (wasm.isEmpty()) {
      return java(module.problem().orElse("its memory was made while WASM was off"));
    }
    if (module.circuit().state() != CircuitState.CLOSED && !module.circuit().wouldAdmit()) {
      return java(module.name() + " failed repeatedly; Java answers until a probe passes");
    }
    if (preference == PathPreference.WASM) {
      return new PathChoice(wasm.get(), "forced to WASM for this kernel");
    }
    if (current == WasmMode.ON) {
      return new PathChoice(wasm.get(), "WASM is forced on");
    }
    return measuredChoice(kernel.id(), SizeClass.of(items), wasm.get());
  }

  private static PathChoice java(String reason) {
    return new PathChoice(ExecutionPath.JAVA, reason);
  }

  private PathChoice measuredChoice(String id, int sizeClass, ExecutionPath wasm) {
    PathChoice[] choices =
        faster.computeIfAbsent(
            id,
            key -> {
              PathChoice[] all = new PathChoice[SizeClass.COUNT];
              for (int c = 0; c < all.length; c++) {
                all[c] = nearest(measurements(key), c, wasm);
              }
              return all;
            });
    return Objects.requireNonNull(choices[sizeClass]);
  }

  private static PathChoice nearest(
      List<PathMeasurement> known, int sizeClass, ExecutionPath wasm) {
    return known.stream()
        .min(Comparator.comparingInt(m -> Math.abs(SizeClass.of(m.items()) - sizeClass)))
        .map(m -> fasterOf(m, wasm))
        .orElse(new PathChoice(wasm, "not measured on this machine yet"));
  }

  private static PathChoice fasterOf(PathMeasurement m, ExecutionPath wasm) {
    boolean wins = m.wasmNanos() < m.javaNanos();
    double ratio = wins ? m.javaNanos() / m.wasmNanos() : m.wasmNanos() / m.javaNanos();
    String other = wins ? "Java" : "WASM";
    String rows = SizeClass.label(m.items());
    return new PathChoice(
        wins ? wasm : ExecutionPath.JAVA,
        ratio < LEAST_RATIO
            ? String.format(Locale.ROOT, "about as fast as %s at %s rows", other, rows)
            : String.format(Locale.ROOT, "%.1fx faster than %s at %s rows", ratio, other, rows));
  }
}
