package dev.alidade.engine.compute;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelOutcome;
import dev.alidade.engine.runtime.KernelResult;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation at work: the workers it may use, its scratch memory, its kernel calls and what they
 * tell about the path. Closing it frees the scratch memory.
 */
final class ComputeRun implements AutoCloseable {
  private final String operation;
  private final Kernels kernels;
  private final List<Shard> shards;
  private final Workers workers;
  private final Progress progress;
  private final List<Region> scratch = new ArrayList<>();
  private @Nullable KernelOutcome longest;
  private boolean fellBack;

  /**
   * @param operation what is being done, in the words of a cancellation
   */
  ComputeRun(
      String operation, Kernels kernels, List<Shard> shards, Workers workers, Progress progress) {
    this.operation = operation;
    this.kernels = kernels;
    this.shards = shards;
    this.workers = workers;
    this.progress = progress;
  }

  int workers() {
    return workers.count();
  }

  /** Items on the workers, results in order. */
  <T extends @Nullable Object> List<T> map(int items, Workers.Item<T> work) {
    return workers.map(items, progress, operation, work);
  }

  /** Throws where the operation should stop. */
  void check() {
    progress.check(operation);
  }

  Shard shard(int worker) {
    return shards.get(worker % shards.size());
  }

  /** Memory of the worker's shard that lives as long as this run. */
  Region scratch(int worker, long bytes) {
    Region region = shard(worker).memory().allocate(bytes, MemoryPurpose.SCRATCH);
    synchronized (scratch) {
      scratch.add(region);
    }
    return region;
  }

  /** Calls a kernel on the worker's shard; any status but OK is a defect. */
  <T> T call(
      KernelDefinition kernel,
      int worker,
      long items,
      long bytes,
      Consumer<ParameterBlock> parameters,
      Function<ParameterBlock, T> reader) {
    KernelResult<T> result = kernels.call(kernel, shard(worker), items, bytes, parameters, reader);
    KernelOutcome outcome = result.outcome();
    if (outcome.status() != Blocks.STATUS_OK) {
      throw new IllegalStateException(kernel.id() + " refused its input: " + outcome.status());
    }
    synchronized (this) {
      fellBack |= outcome.fellBack();
      if (longest == null || outcome.nanos() > longest.nanos()) {
        longest = outcome;
      }
    }
    return result.value();
  }

  /** The path of the longest kernel call; where none was needed, Java. */
  synchronized PathChoice path() {
    KernelOutcome outcome = longest;
    return outcome == null ? java("there was nothing for a kernel to do") : outcome.path();
  }

  synchronized boolean fellBack() {
    return fellBack;
  }

  static PathChoice java(String reason) {
    return new PathChoice(ExecutionPath.JAVA, reason);
  }

  @Override
  public void close() {
    synchronized (scratch) {
      scratch.forEach(Region::close);
      scratch.clear();
    }
  }
}
