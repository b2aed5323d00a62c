package dev.alidade.engine.runtime;

import dev.alidade.engine.PathChoice;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls kernels: takes the shard, fills the block, chooses the path, measures, recovers.
 * Thread-safe. Every call is recorded in telemetry under the kernel's operation.
 */
public interface Kernels {
  /**
   * @param items rows that the call works on; decides the size class
   * @param bytes input bytes that it reads, for telemetry
   * @param parameters fills the cleared parameter block
   * @param reader takes results out of the block while the shard is still held
   */
  <T> KernelResult<T> call(
      KernelDefinition kernel,
      Shard shard,
      long items,
      long bytes,
      Consumer<ParameterBlock> parameters,
      Function<ParameterBlock, T> reader);

  /** A call whose results are all in memory regions. */
  default KernelOutcome call(
      KernelDefinition kernel,
      Shard shard,
      long items,
      long bytes,
      Consumer<ParameterBlock> parameters) {
    return call(kernel, shard, items, bytes, parameters, block -> true).outcome();
  }

  /** What a call with so many items would take now, and why. */
  PathChoice choice(KernelDefinition kernel, long items);
}
