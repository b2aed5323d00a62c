package dev.alidade.engine.runtime;

import java.util.List;

/** The shards of an engine: as many for each module as there are workers. */
public interface Shards {
  /** All shards of a module, {@code vector}, {@code data} or {@code compute}. */
  List<Shard> of(String module);

  /** The shard of a module that has the most room. */
  Shard roomiest(String module);

  /**
   * Asked before something is loaded into a shard or the heap.
   *
   * @param what is to be loaded, for the sentence
   * @throws MemoryExhausted when the process is nearly out of memory
   */
  default void admit(String what) {}
}
