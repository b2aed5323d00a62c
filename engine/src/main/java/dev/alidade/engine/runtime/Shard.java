package dev.alidade.engine.runtime;

import java.util.function.Supplier;

/**
 * One store, one instance of one module, one memory; or an Arena where WebAssembly is off. Used by
 * one thread at a time: {@link #exclusively} and {@link Kernels#call} wait for it.
 */
public interface Shard {
  String module();

  /** 0 to workers − 1. */
  int index();

  MemorySpace memory();

  /** Runs the work while no other thread can call kernels here; re-entrant. */
  <T> T exclusively(Supplier<T> work);
}
