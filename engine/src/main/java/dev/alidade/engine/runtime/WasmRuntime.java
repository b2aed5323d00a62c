package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * What runs WebAssembly. Thread-safe; an instance is used by one thread at a time. Close instances
 * before their module and modules before the runtime.
 */
public interface WasmRuntime extends AutoCloseable {
  /** For example {@code Wasmtime}. */
  String name();

  String version();

  /**
   * Compiles a module.
   *
   * @throws RuntimeFailure.ModuleRejected when the bytes are not a module that this runtime takes
   */
  Module compile(String name, byte[] bytes);

  @Override
  void close();

  /** A compiled module. */
  interface Module extends AutoCloseable {
    /**
     * Makes an instance with a memory of its own; the module may import nothing.
     *
     * @throws RuntimeFailure.ModuleRejected when it cannot be instantiated
     */
    Instance instantiate();

    @Override
    void close();
  }

  /** One store, one instance, one memory. */
  interface Instance extends AutoCloseable {
    /**
     * The linear memory as it is now. Access after {@link #close()} is an IllegalStateException,
     * never a crash.
     */
    MemorySegment memory();

    /** Adds pages of 64 KiB, keeping every byte; false when the memory cannot grow so far. */
    boolean grow(long pages);

    /**
     * Runs an exported {@code () -> ()} function.
     *
     * @throws RuntimeFailure.KernelTrap when it traps or is still running after the deadline
     * @throws RuntimeFailure.ModuleRejected when there is no such function
     */
    void call(String export, Duration deadline);

    @Override
    void close();
  }
}
