package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory of one shard: regions over linear bytes, accounted by purpose.
 *
 * <p>Growing uses the store, so it waits for the shard's turn; giving out room that is already
 * there does not. The order of locks is turn, then this.
 */
final class ShardMemory implements MemorySpace {
  /** Growth adds at least this much, or an eighth of what is there: few steps, little waste. */
  private static final long LEAST_STEP = 1L << 20;

  private final LinearBytes bytes;
  private final ReentrantLock turn;
  private final RegionAllocator allocator;
  private final Map<MemoryPurpose, AtomicLong> used = new EnumMap<>(MemoryPurpose.class);

  /** Everything above has never been given out and is still zero. */
  private long touched;

  /**
   * @param heap first free byte, aligned to 64
   * @param turn the shard's lock
   */
  ShardMemory(LinearBytes bytes, long heap, ReentrantLock turn) {
    this.bytes = bytes;
    this.turn = turn;
    this.allocator = new RegionAllocator(heap, bytes.segment().byteSize());
    this.touched = heap;
    for (MemoryPurpose purpose : MemoryPurpose.values()) {
      used.put(purpose, new AtomicLong());
    }
  }

  @Override
  public MemorySegment segment() {
    return bytes.segment();
  }

  @Override
  public Region allocate(long size, MemoryPurpose purpose) {
    if (size < 0) {
      throw new IllegalArgumentException("a region cannot have " + size + " bytes");
    }
    if (size > bytes.limitBytes()) {
      throw new MemoryExhausted(size, bytes.limitBytes());
    }
    long rounded = RegionAllocator.rounded(size);
    long offset = take(rounded);
    if (offset < 0) {
      turn.lock();
      try {
        offset = takeGrowing(rounded);
      } finally {
        turn.unlock();
      }
    }
    long at = offset;
    count(purpose).addAndGet(rounded);
    return new Region(this, at, size, () -> free(at, rounded, purpose));
  }

  private synchronized long take(long rounded) {
    long offset = allocator.take(rounded);
    if (offset >= 0) {
      long dirty = Math.min(rounded, touched - offset);
      if (dirty > 0) {
        bytes.segment().asSlice(offset, dirty).fill((byte) 0);
      }
      touched = Math.max(touched, offset + rounded);
    }
    return offset;
  }

  private synchronized long takeGrowing(long rounded) {
    long offset = take(rounded);
    if (offset >= 0) {
      return offset;
    }
    long now = bytes.segment().byteSize();
    long least = now + rounded - allocator.freeAtEnd();
    long step = Math.max(LEAST_STEP, now / 8);
    long wanted = Math.min(Math.max(least, now + step), bytes.limitBytes());
    if (least > bytes.limitBytes() || !bytes.growTo(wanted)) {
      throw new MemoryExhausted(rounded, bytes.limitBytes());
    }
    allocator.extend(bytes.segment().byteSize());
    return take(rounded);
  }

  private synchronized void free(long offset, long rounded, MemoryPurpose purpose) {
    allocator.release(offset, rounded);
    count(purpose).addAndGet(-rounded);
  }

  @Override
  public long committedBytes() {
    return bytes.segment().byteSize();
  }

  @Override
  public long usedBytes(MemoryPurpose purpose) {
    return count(purpose).get();
  }

  @Override
  public long limitBytes() {
    return bytes.limitBytes();
  }

  private AtomicLong count(MemoryPurpose purpose) {
    return java.util.Objects.requireNonNull(used.get(purpose));
  }

  /** Room that is left: free now or by growing. */
  synchronized long roomBytes() {
    return allocator.freeBytes() + bytes.limitBytes() - bytes.segment().byteSize();
  }
}
