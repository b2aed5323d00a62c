package dev.alidade.engine.runtime;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory for the Java twins where WebAssembly is off. The whole address range is reserved at once
 * by {@code calloc}, whose untouched pages cost nothing, so that growing never moves a byte: a
 * writer that holds a segment goes on writing to the right place.
 */
final class ArenaBytes implements LinearBytes {
  /** Below this a reservation is not worth having; half is tried until it is reached. */
  private static final long LEAST = 64L << 20;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment reserved;
  private volatile MemorySegment segment;

  /**
   * @param limitBytes the most that may ever be used; less where the system refuses so much
   */
  ArenaBytes(long startBytes, long limitBytes) {
    reserved = reserve(limitBytes);
    segment = reserved.asSlice(0, Math.min(startBytes, reserved.byteSize()));
  }

  @SuppressWarnings("restricted") // calloc's and free's signatures are the C standard's
  private MemorySegment reserve(long limitBytes) {
    Linker linker = Linker.nativeLinker();
    AddressLayout pointer = ValueLayout.ADDRESS;
    MemoryLayout size = linker.canonicalLayouts().get("size_t");
    MethodHandle calloc =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("calloc"),
            FunctionDescriptor.of(pointer, size, size));
    MethodHandle free =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(pointer));
    for (long bytes = limitBytes; ; bytes /= 2) {
      MemorySegment start = allocated(calloc, bytes);
      if (start.address() != 0) {
        return start.reinterpret(bytes, arena, given -> release(free, given));
      }
      if (bytes / 2 < LEAST) {
        throw new MemoryExhausted(bytes, 0);
      }
    }
  }

  private static MemorySegment allocated(MethodHandle calloc, long bytes) {
    try {
      return (MemorySegment) calloc.invokeExact(bytes, 1L);
    } catch (Throwable e) {
      throw new IllegalStateException("calloc cannot be called", e);
    }
  }

  private static void release(MethodHandle free, MemorySegment start) {
    try {
      free.invokeExact(start);
    } catch (Throwable e) {
      throw new IllegalStateException("free cannot be called", e);
    }
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public boolean growTo(long bytes) {
    if (bytes > reserved.byteSize()) {
      return false;
    }
    if (bytes > segment.byteSize()) {
      segment = reserved.asSlice(0, bytes);
    }
    return true;
  }

  @Override
  public long limitBytes() {
    return reserved.byteSize();
  }

  @Override
  public void close() {
    arena.close();
  }
}
