package dev.alidade.engine.vector;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelOutcome;
import dev.alidade.engine.runtime.KernelResult;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs the Java twins over memory of a fixed size and counts what is allocated and called. */
final class TwinRuntime implements Kernels, Shards, AutoCloseable {
  private static final PathChoice TWIN = new PathChoice(ExecutionPath.JAVA, "the test's runtime");

  private final Arena arena = Arena.ofShared();
  private final List<TwinShard> shards;
  final AtomicLong calls = new AtomicLong();

  TwinRuntime(int shards, long bytesPerShard) {
    this.shards =
        IntStream.range(0, shards).mapToObj(i -> new TwinShard(i, bytesPerShard)).toList();
  }

  static TwinRuntime small() {
    return new TwinRuntime(2, 64L << 20);
  }

  long usedBytes() {
    return shards.stream().mapToLong(s -> s.used).sum();
  }

  @Override
  public <T> KernelResult<T> call(
      KernelDefinition kernel,
      Shard shard,
      long items,
      long bytes,
      Consumer<ParameterBlock> parameters,
      Function<ParameterBlock, T> reader) {
    calls.incrementAndGet();
    TwinShard twin = (TwinShard) shard;
    return twin.exclusively(
        () -> {
          long start = System.nanoTime();
          ParameterBlock block = new ParameterBlock(twin.segment, 0);
          block.clear();
          parameters.accept(block);
          kernel.twin().run(twin.segment, 0);
          T value = reader.apply(block);
          return new KernelResult<>(
              value, new KernelOutcome(TWIN, System.nanoTime() - start, block.getInt(0), false));
        });
  }

  @Override
  public PathChoice choice(KernelDefinition kernel, long items) {
    return TWIN;
  }

  @Override
  public List<Shard> of(String module) {
    return List.copyOf(shards);
  }

  @Override
  public Shard roomiest(String module) {
    return shards.stream().min((a, b) -> Long.compare(a.used, b.used)).orElseThrow();
  }

  @Override
  public void close() {
    arena.close();
  }

  private final class TwinShard implements Shard, MemorySpace {
    private final int index;
    private final MemorySegment segment;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, Long> taken = new TreeMap<>();
    private final Map<MemoryPurpose, Long> byPurpose = new EnumMap<>(MemoryPurpose.class);
    private volatile long used;

    TwinShard(int index, long bytes) {
      this.index = index;
      this.segment = arena.allocate(bytes, 64);
      taken.put(0L, 256L);
    }

    @Override
    public String module() {
      return "vector";
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public MemorySpace memory() {
      return this;
    }

    @Override
    public <T> T exclusively(Supplier<T> work) {
      lock.lock();
      try {
        return work.get();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public MemorySegment segment() {
      return segment;
    }

    @Override
    public synchronized Region allocate(long bytes, MemoryPurpose purpose) {
      long end = 0;
      for (var entry : taken.entrySet()) {
        if (entry.getKey() - end >= bytes) {
          break;
        }
        end = (entry.getKey() + entry.getValue() + 63) / 64 * 64;
      }
      if (end + bytes > segment.byteSize()) {
        throw new MemoryExhausted(bytes, segment.byteSize());
      }
      long at = end;
      taken.put(at, Math.max(1, bytes));
      account(purpose, bytes);
      segment.asSlice(at, bytes).fill((byte) 0);
      return new Region(this, at, bytes, () -> free(at, bytes, purpose));
    }

    private synchronized void free(long at, long bytes, MemoryPurpose purpose) {
      taken.remove(at);
      account(purpose, -bytes);
    }

    private void account(MemoryPurpose purpose, long bytes) {
      used += bytes;
      byPurpose.merge(purpose, bytes, Long::sum);
    }

    @Override
    public long committedBytes() {
      return segment.byteSize();
    }

    @Override
    public synchronized long usedBytes(MemoryPurpose purpose) {
      return byPurpose.getOrDefault(purpose, 0L);
    }

    @Override
    public long limitBytes() {
      return segment.byteSize();
    }
  }
}
