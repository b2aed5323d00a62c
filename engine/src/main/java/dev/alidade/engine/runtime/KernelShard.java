package dev.alidade.engine.runtime;

import dev.alidade.engine.ExecutionPath;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One shard: an instance with its memory, or an Arena with the same layout. */
public final class KernelShard implements Shard, AutoCloseable {
  private static final long PAGE = 65_536;

  /** Where the parameter block stands in an Arena; offset 0 must mean "not given". */
  private static final int ARENA_PARAMS = 1_024;

  private static final int ARENA_HEAP = 2_048;

  private final String module;
  private final int index;
  private final ReentrantLock turn = new ReentrantLock();
  private final LinearBytes bytes;
  private final ShardMemory memory;
  private final int params;
  private final WasmRuntime.@Nullable Instance instance;
  private final ExecutionPath path;
  private boolean closed;

  private KernelShard(
      String module,
      int index,
      LinearBytes bytes,
      int params,
      int heap,
      WasmRuntime.@Nullable Instance instance,
      ExecutionPath path) {
    this.module = module;
    this.index = index;
    this.bytes = bytes;
    this.params = params;
    this.instance = instance;
    this.path = path;
    this.memory = new ShardMemory(bytes, heap, turn);
  }

  /**
   * A shard over an instance.
   *
   * @param params the module's global {@code params}
   * @param heap the module's global {@code heap}
   * @param path what calls to the instance are recorded as
   */
  public static KernelShard over(
      String module,
      int index,
      WasmRuntime.Instance instance,
      int params,
      int heap,
      long maxPages,
      ExecutionPath path) {
    return new KernelShard(
        module, index, new InstanceBytes(instance, maxPages), params, heap, instance, path);
  }

  /** A shard that only Java twins work on. */
  public static KernelShard onJava(String module, int index, long maxPages) {
    ArenaBytes bytes = new ArenaBytes(PAGE, maxPages * PAGE);
    return new KernelShard(
        module, index, bytes, ARENA_PARAMS, ARENA_HEAP, null, ExecutionPath.JAVA);
  }

  @Override
  public String module() {
    return module;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public MemorySpace memory() {
    return memory;
  }

  /** Room that is left: free now or by growing. */
  public long roomBytes() {
    return memory.roomBytes();
  }

  /** The path of calls to its instance; empty where it has none. */
  Optional<ExecutionPath> wasmPath() {
    return instance == null ? Optional.empty() : Optional.of(path);
  }

  /** Address of the parameter block. */
  int params() {
    return params;
  }

  @Override
  public <T> T exclusively(Supplier<T> work) {
    turn.lock();
    try {
      requireOpen();
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Calls the instance; the caller holds the turn.
   *
   * @throws RuntimeFailure.KernelTrap when the kernel stops before its end
   */
  void callInstance(String kernel, Duration deadline) {
    WasmRuntime.Instance live = instance;
    if (live == null) {
      throw new IllegalStateException("shard " + module + "/" + index + " has no instance");
    }
    live.call(kernel, deadline);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the engine was closed");
    }
  }

  /** Waits for the call that is running. */
  @Override
  public void close() {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        bytes.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
