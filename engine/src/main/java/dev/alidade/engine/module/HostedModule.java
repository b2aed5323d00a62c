package dev.alidade.engine.module;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.runtime.KernelShard;
import dev.alidade.engine.runtime.ModuleCircuit;
import dev.alidade.engine.runtime.ModuleState;
import dev.alidade.engine.runtime.RuntimeFailure;
import dev.alidade.engine.runtime.RuntimeFailure.ModuleRejected;
import dev.alidade.engine.runtime.WasmRuntime;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One shipped module: verified, compiled and ready to give shards; or the reason why not. */
final class HostedModule implements AutoCloseable {
  /** The same limit on Java as on WebAssembly. */
  private static final int JAVA_PAGES = 32_767;

  private final String name;
  private final @Nullable VerifiedModule verified;
  private final WasmRuntime.@Nullable Module compiled;
  private final ModuleState state;
  private final long loadNanos;

  private HostedModule(
      String name,
      @Nullable VerifiedModule verified,
      WasmRuntime.@Nullable Module compiled,
      ModuleState state,
      long loadNanos) {
    this.name = name;
    this.verified = verified;
    this.compiled = compiled;
    this.state = state;
    this.loadNanos = loadNanos;
  }

  /** Reads, verifies and compiles a module; what goes wrong is its problem, not an exception. */
  static HostedModule load(
      String name, ModuleFiles files, WasmRuntime runtime, Set<String> features, Clock clock) {
    long start = System.nanoTime();
    VerifiedModule verified = null;
    WasmRuntime.Module compiled = null;
    try {
      verified = VerifiedModule.read(name, files, features);
      compiled = runtime.compile(name, verified.bytes());
      compiled.instantiate().close();
      ModuleState state =
          new ModuleState(
              name,
              verified.manifest().version(),
              verified.build().sha256(),
              Optional.of(verified.simd() ? ExecutionPath.WASM_SIMD : ExecutionPath.WASM_SCALAR),
              Optional.empty(),
              new ModuleCircuit(clock));
      return new HostedModule(name, verified, compiled, state, System.nanoTime() - start);
    } catch (RuntimeFailure e) {
      if (compiled != null) {
        compiled.close();
      }
      String version = verified == null ? "" : verified.manifest().version();
      String hash = verified == null ? "" : verified.build().sha256();
      return new HostedModule(
          name,
          verified,
          null,
          new ModuleState(
              name,
              version,
              hash,
              Optional.empty(),
              Optional.of(e.sentence()),
              new ModuleCircuit(clock)),
          System.nanoTime() - start);
    }
  }

  /** A module that is read and verified but not run, because WebAssembly is off or missing. */
  static HostedModule notRun(
      String name, ModuleFiles files, String reason, Set<String> features, Clock clock) {
    long start = System.nanoTime();
    VerifiedModule verified = null;
    String problem = reason;
    try {
      verified = VerifiedModule.read(name, files, features);
    } catch (ModuleRejected e) {
      problem = e.sentence();
    }
    return new HostedModule(
        name,
        verified,
        null,
        new ModuleState(
            name,
            verified == null ? "" : verified.manifest().version(),
            verified == null ? "" : verified.build().sha256(),
            Optional.empty(),
            Optional.of(problem),
            new ModuleCircuit(clock)),
        System.nanoTime() - start);
  }

  ModuleState state() {
    return state;
  }

  @Nullable VerifiedModule verified() {
    return verified;
  }

  long loadNanos() {
    return loadNanos;
  }

  /** A shard of its own memory: over an instance, or for Java only. */
  KernelShard shard(int index) {
    if (compiled == null || verified == null) {
      return KernelShard.onJava(name, index, JAVA_PAGES);
    }
    ModuleOutline outline = verified.outline();
    return KernelShard.over(
        name,
        index,
        compiled.instantiate(),
        outline.constant(name, "params"),
        outline.constant(name, "heap"),
        outline.memoryMaxPages(),
        state.path().orElseThrow());
  }

  @Override
  public void close() {
    if (compiled != null) {
      compiled.close();
    }
  }
}
