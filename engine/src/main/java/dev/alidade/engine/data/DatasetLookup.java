package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Dataset;

/** Finds data sets that pipelines name. */
@FunctionalInterface
public interface DatasetLookup {
  /**
   * Throws {@code DatasetException.DatasetMissing} when there is none of this name.
   *
   * @return stays the catalogue's
   */
  Dataset get(String name);
}
