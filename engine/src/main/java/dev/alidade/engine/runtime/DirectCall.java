package dev.alidade.engine.runtime;

import dev.alidade.engine.runtime.kernels.Blocks;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One kernel call that can be made on each path by itself, without choice, telemetry or recovery:
 * for measuring, parity tests and benchmarks. Waits for the shard's turn.
 */
public final class DirectCall {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final KernelDefinition kernel;
  private final KernelShard shard;
  private final Consumer<ParameterBlock> parameters;

  /**
   * @param shard a shard of the kernel's module, from {@link Shards}
   * @param parameters fills the block, as from {@link Workload.Prepared}
   */
  public DirectCall(KernelDefinition kernel, Shard shard, Consumer<ParameterBlock> parameters) {
    if (!(shard instanceof KernelShard own) || !own.module().equals(kernel.module())) {
      throw new IllegalArgumentException(
          "kernel " + kernel.id() + " cannot run on a shard of " + shard.module());
    }
    this.kernel = kernel;
    this.shard = own;
    this.parameters = parameters;
  }

  /** Whether the shard has an instance. */
  public boolean hasWasm() {
    return shard.wasmPath().isPresent();
  }

  /** Whether the kernel has a first-thought loop. */
  public boolean hasSimple() {
    return kernel.simple() != null;
  }

  /**
   * Runs the kernel on WebAssembly; returns its status.
   *
   * @throws RuntimeFailure.KernelTrap when it traps
   */
  public int wasm() {
    return run(() -> shard.callInstance(kernel.name(), DEADLINE));
  }

  /** Runs the plain-Java twin; returns its status. */
  public int twin() {
    return run(() -> kernel.twin().run(shard.memory().segment(), shard.params()));
  }

  /** Runs the first-thought loop; returns its status. */
  public int simple() {
    JavaKernel simple = kernel.simple();
    if (simple == null) {
      throw new IllegalStateException(kernel.id() + " has no simple loop");
    }
    return run(() -> simple.run(shard.memory().segment(), shard.params()));
  }

  private int run(Runnable path) {
    return shard.exclusively(
        () -> {
          ParameterBlock block = block();
          block.clear();
          parameters.accept(block);
          path.run();
          return block.getInt(Blocks.STATUS);
        });
  }

  /** The block as the last call left it; read it before the next one. */
  public ParameterBlock block() {
    return new ParameterBlock(shard.memory().segment(), shard.params());
  }
}
