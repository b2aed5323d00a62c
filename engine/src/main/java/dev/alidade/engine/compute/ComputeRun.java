package dev.alidade.engine.compute;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.OperationCancelled;
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
import java.util.function.Supplier;
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
  private volatile Stage stage;

  /** Another worker has failed or seen the cancellation. */
  private volatile boolean stopping;

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
    this.stage = new Stage(progress, 0, 1, operation);
  }

  int workers() {
    return workers.count();
  }

  /** What {@link #map} reports from now on: its share of the whole, and in which words. */
  void stage(double from, double to, String words) {
    stage = new Stage(progress, from, to, words);
  }

  /** Items on the workers, results in order. */
  <T extends @Nullable Object> List<T> map(int items, Workers.Item<T> work) {
    return workers.map(
        items,
        stage,
        operation,
        (item, worker) -> {
          try {
            return work.run(item, worker);
          } catch (RuntimeException | Error e) {
            stopping = true;
            throw e;
          }
        });
  }

  /** Takes one chunk into a sum. */
  @FunctionalInterface
  interface Step<A> {
    void take(A sum, int chunk, int worker);
  }

  /**
   * Sums over chunks that are too large to keep one of each: neighbouring chunks are added up in
   * their order, and so many sums are left. How many does not depend on the workers, so the
   * rounding does not either.
   */
  <A> List<A> fold(int chunks, int sums, Supplier<A> zero, Step<A> step) {
    int each = Math.max(1, (chunks + sums - 1) / sums);
    return map(
        (chunks + each - 1) / each,
        (group, worker) -> {
          A sum = zero.get();
          for (int chunk = group * each; chunk < Math.min(chunks, (group + 1) * each); chunk++) {
            check();
            step.take(sum, chunk, worker);
          }
          return sum;
        });
  }

  private record Stage(Progress whole, double from, double to, String words) implements Progress {
    @Override
    public void report(double fraction, String message) {
      whole.report(from + (to - from) * fraction, words);
    }

    @Override
    public boolean cancelled() {
      return whole.cancelled();
    }
  }

  /** Throws where the operation should stop. */
  void check() {
    if (stopping) {
      throw new OperationCancelled(operation);
    }
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
