package dev.alidade.engine;

import java.util.List;
import java.util.Optional;

/**
 * What this machine's WebAssembly runtime can do, found by running probe modules.
 *
 * @param runtime name of the runtime, for example {@code Wasmtime}; empty when none could be loaded
 * @param version version of the runtime
 * @param mode the mode in force, after configuration and environment
 * @param maxMemoryBytesPerShard the most that one shard's linear memory may hold
 */
public record WasmCapabilities(
    String runtime,
    String version,
    WasmMode mode,
    int workers,
    long maxMemoryBytesPerShard,
    List<Capability> entries) {

  /** Names of the entries. */
  public static final String WEBASSEMBLY = "WebAssembly";

  public static final String SIMD = "SIMD, 128 bit";
  public static final String BULK_MEMORY = "Bulk memory";
  public static final String TRAP_RECOVERY = "Trap recovery";
  public static final String DEADLINE = "Deadline";
  public static final String MEMORY_GROWTH = "Memory growth";
  public static final String THREADS = "Threads";
  public static final String MULTI_MEMORY = "Multi-memory";

  public WasmCapabilities {
    entries = List.copyOf(entries);
  }

  /**
   * @param how how it was tested, or for a 'no' why not
   */
  public record Capability(String name, boolean supported, String how) {}

  /** The entry with this name. */
  public Optional<Capability> entry(String name) {
    return entries.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  private boolean has(String name) {
    return entry(name).map(Capability::supported).orElse(false);
  }

  public boolean supported() {
    return has(WEBASSEMBLY);
  }

  public boolean simd() {
    return has(SIMD);
  }

  public boolean bulkMemory() {
    return has(BULK_MEMORY);
  }

  public boolean threads() {
    return has(THREADS);
  }

  public boolean multiMemory() {
    return has(MULTI_MEMORY);
  }
}
