package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A live allocation in a {@link MemorySpace}, counted: it starts with one holder, {@link #retain()}
 * adds one, {@link #close()} takes one away, and the last one frees the bytes. Thread-safe.
 */
public final class Region implements AutoCloseable {
  private final MemorySpace space;
  private final long offset;
  private final long bytes;
  private final Runnable free;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * @param free gives the bytes back to the space's allocator; called once
   */
  public Region(MemorySpace space, long offset, long bytes, Runnable free) {
    this.space = space;
    this.offset = offset;
    this.bytes = bytes;
    this.free = free;
  }

  public MemorySpace space() {
    return space;
  }

  /** Where the region starts in its space; what kernels are given. */
  public int offset() {
    requireLive();
    return Math.toIntExact(offset);
  }

  public long bytes() {
    return bytes;
  }

  /** The bytes of this region; take it anew after an allocation in the same space. */
  public MemorySegment segment() {
    requireLive();
    return space.segment().asSlice(offset, bytes);
  }

  /** Adds a holder. */
  public Region retain() {
    if (holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
      throw freed();
    }
    return this;
  }

  /** Takes a holder away. */
  @Override
  public void close() {
    int before = holders.getAndUpdate(n -> n == 0 ? 0 : n - 1);
    if (before == 1) {
      free.run();
    }
  }

  private void requireLive() {
    if (holders.get() == 0) {
      throw freed();
    }
  }

  private static IllegalStateException freed() {
    return new IllegalStateException("the region was freed");
  }
}
