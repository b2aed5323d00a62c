package dev.alidade.engine.runtime;

import java.util.List;

/** The shards of an engine: as many for each module as there are workers. */
public interface Shards {
  /** All shards of a module, {@code vector}, {@code data} or {@code compute}. */
  List<Shard> of(String module);

  /** The shard of a module that has the most room. */
  Shard roomiest(String module);
}
