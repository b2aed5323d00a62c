package dev.alidade.engine.runtime;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which byte ranges of a memory are free: first fit, aligned to 64 bytes, neighbours joined when
 * freed. Only offsets are kept here, no bytes. Not thread-safe.
 */
final class RegionAllocator {
  /** A cache line, and what SIMD loads like. */
  static final int ALIGNMENT = 64;

  /** Offset to size of each free range; no two touch. */
  private final TreeMap<Long, Long> free = new TreeMap<>();

  private long end;

  /**
   * @param start first byte that may be given out, aligned
   * @param end first byte past the memory
   */
  RegionAllocator(long start, long end) {
    this.end = start;
    extend(end);
  }

  /** Rounds up to the alignment; an empty region still takes a place of its own. */
  static long rounded(long bytes) {
    return Math.max(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
  }

  /** The memory now ends here. */
  void extend(long newEnd) {
    if (newEnd > end) {
      long start = end;
      end = newEnd;
      release(start, newEnd - start);
    }
  }

  /** Offset of a range of so many (rounded) bytes, or −1 where none is large enough. */
  long take(long bytes) {
    for (Map.Entry<Long, Long> range : free.entrySet()) {
      if (range.getValue() >= bytes) {
        return cut(range.getKey(), range.getValue(), bytes);
      }
    }
    return -1;
  }

  private long cut(long offset, long size, long bytes) {
    free.remove(offset);
    if (size > bytes) {
      free.put(offset + bytes, size - bytes);
    }
    return offset;
  }

  /** Gives a range back and joins it with free neighbours. */
  void release(long offset, long bytes) {
    long from = offset;
    long size = bytes;
    Map.Entry<Long, Long> before = free.lowerEntry(offset);
    if (before != null && before.getKey() + before.getValue() == offset) {
      from = before.getKey();
      size += before.getValue();
      free.remove(from);
    }
    Long after = free.remove(offset + bytes);
    free.put(from, after == null ? size : size + after);
  }

  /** Bytes of the free range that touches the end, which growth would join. */
  long freeAtEnd() {
    Map.Entry<Long, Long> last = free.lastEntry();
    return last != null && last.getKey() + last.getValue() == end ? last.getValue() : 0;
  }

  long freeBytes() {
    return free.values().stream().mapToLong(Long::longValue).sum();
  }
}
