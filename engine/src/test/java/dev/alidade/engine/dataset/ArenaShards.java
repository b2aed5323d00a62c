package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One shard of fixed size for every module, in an Arena; first fit. */
public final class ArenaShards implements Shards, AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Shard shard;
  private final Space space;

  public ArenaShards(long bytes) {
    space = new Space(arena.allocate(bytes, 64));
    shard = new ArenaShard(space);
  }

  public long usedBytes() {
    long used = 0;
    for (MemoryPurpose purpose : MemoryPurpose.values()) {
      used += space.usedBytes(purpose);
    }
    return used;
  }

  public Shard shard() {
    return shard;
  }

  @Override
  public List<Shard> of(String module) {
    return List.of(shard);
  }

  @Override
  public Shard roomiest(String module) {
    return shard;
  }

  @Override
  public void close() {
    arena.close();
  }

  private record ArenaShard(MemorySpace memory) implements Shard {
    @Override
    public String module() {
      return "data";
    }

    @Override
    public int index() {
      return 0;
    }

    @Override
    public <T> T exclusively(Supplier<T> work) {
      synchronized (memory) {
        return work.get();
      }
    }
  }

  private static final class Space implements MemorySpace {
    /** The parameter block of the tests lies before this. */
    private static final long HEAP = 1024;

    private final MemorySegment segment;
    private final TreeMap<Long, Long> live = new TreeMap<>();
    private final Map<MemoryPurpose, Long> used = new EnumMap<>(MemoryPurpose.class);

    Space(MemorySegment segment) {
      this.segment = segment;
    }

    @Override
    public MemorySegment segment() {
      return segment;
    }

    @Override
    public synchronized Region allocate(long bytes, MemoryPurpose purpose) {
      long at = HEAP;
      for (Map.Entry<Long, Long> other : live.entrySet()) {
        if (other.getKey() - at >= bytes) {
          break;
        }
        at = (other.getKey() + other.getValue() + 63) & -64L;
      }
      if (at + bytes > segment.byteSize()) {
        throw new MemoryExhausted(bytes, segment.byteSize());
      }
      long offset = at;
      live.put(offset, bytes);
      used.merge(purpose, bytes, Long::sum);
      segment.asSlice(offset, bytes).fill((byte) 0);
      return new Region(this, offset, bytes, () -> free(offset, bytes, purpose));
    }

    private synchronized void free(long offset, long bytes, MemoryPurpose purpose) {
      live.remove(offset);
      used.merge(purpose, -bytes, Long::sum);
    }

    @Override
    public long committedBytes() {
      return segment.byteSize();
    }

    @Override
    public synchronized long usedBytes(MemoryPurpose purpose) {
      return used.getOrDefault(purpose, 0L);
    }

    @Override
    public long limitBytes() {
      return segment.byteSize();
    }
  }
}
