package dev.alidade.engine.runtime;

import java.lang.foreign.MemorySegment;

/** Bytes that a shard's memory stands on: an instance's linear memory, or an Arena. */
interface LinearBytes extends AutoCloseable {
  /** The bytes as they are now. */
  MemorySegment segment();

  /** Makes it this long or longer, keeping every byte, new ones zero; false when it cannot. */
  boolean growTo(long bytes);

  /** The most it may ever hold. */
  long limitBytes();

  @Override
  void close();
}
