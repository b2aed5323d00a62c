package dev.alidade.engine.module;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Modules, their kernels and the choice of path. Thread-safe. */
public interface ModuleRegistry {
  List<ModuleInfo> list();

  /** The memory of every shard, by purpose. */
  List<ShardUsage> memory();

  WasmMode mode();

  /** Switches at run time; the next call of every kernel follows it. */
  void setMode(WasmMode mode);

  /** Forces the path of one kernel, {@code module.name}. */
  void prefer(String kernelId, PathPreference preference);

  /** Measures both paths of every kernel on this machine, about a second or two. */
  void measurePaths(Progress progress);

  /** When paths were last measured, here or in an earlier session of this workspace. */
  Optional<Instant> measuredAt();

  /** Lets one call through an open circuit now. Returns whether the module works again. */
  boolean probe(String module);

  /** Runs the capability probes again. */
  WasmCapabilities testCapabilities();
}
