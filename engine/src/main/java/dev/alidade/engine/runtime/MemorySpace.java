package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;

/**
 * Bytes in which columns and vectors live: the linear memory of a module instance, or an Arena with
 * the same layout where WebAssembly is off. Allocating and freeing is thread-safe. Bytes of a
 * region may be read by any thread; they are written by its owner or, while the shard is held, by
 * kernels.
 */
public interface MemorySpace {
  /**
   * The bytes as they are now. Take it anew after any allocation, which may have grown the memory.
   */
  MemorySegment segment();

  /**
   * Allocates zeroed bytes, aligned to 64, growing the memory where needed.
   *
   * @throws MemoryExhausted when the limit of this space is reached
   */
  Region allocate(long bytes, MemoryPurpose purpose);

  /** Bytes that the space occupies. */
  long committedBytes();

  /** Bytes of live regions with this purpose. */
  long usedBytes(MemoryPurpose purpose);

  /** The most the space may grow to. */
  long limitBytes();
}
