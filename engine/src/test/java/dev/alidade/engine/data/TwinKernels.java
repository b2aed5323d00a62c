package dev.alidade.engine.data;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelOutcome;
import dev.alidade.engine.runtime.KernelResult;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Shard;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the Java twin of every kernel and notes which were called. */
final class TwinKernels implements Kernels {
  private static final long PARAMS = 256;

  final List<String> called = new ArrayList<>();

  @Override
  public <T> KernelResult<T> call(
      KernelDefinition kernel,
      Shard shard,
      long items,
      long bytes,
      Consumer<ParameterBlock> parameters,
      Function<ParameterBlock, T> reader) {
    return shard.exclusively(
        () -> {
          called.add(kernel.name());
          MemorySegment memory = shard.memory().segment();
          var block = new ParameterBlock(memory, PARAMS);
          block.clear();
          parameters.accept(block);
          long start = System.nanoTime();
          kernel.twin().run(memory, PARAMS);
          long nanos = System.nanoTime() - start;
          return new KernelResult<>(
              reader.apply(block),
              new KernelOutcome(choice(kernel, items), nanos, block.getInt(0), false));
        });
  }

  @Override
  public PathChoice choice(KernelDefinition kernel, long items) {
    return new PathChoice(ExecutionPath.JAVA, "twins only");
  }
}
