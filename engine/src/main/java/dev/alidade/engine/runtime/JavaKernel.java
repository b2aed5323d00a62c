package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;

/**
 * The plain-Java twin of a WebAssembly kernel: same parameter block, same bytes, same result.
 * Inputs are never changed and outputs are fully rewritten, so that either path can answer after
 * the other has failed.
 */
@FunctionalInterface
public interface JavaKernel {
  /**
   * @param params where the parameter block starts in the memory
   */
  void run(MemorySegment memory, long params);
}
