package dev.alidade.engine.data;

import java.util.List;
import java.util.Optional;

/**
 * Steps in their order; saved as JSON and replayable on another data set.
 *
 * @param source the data set of the catalogue that {@link DataProcessor#run} takes; empty for none
 *     in particular
 */
public record Pipeline(String name, Optional<String> source, List<Item> items) {
  public Pipeline {
    items = List.copyOf(items);
  }

  public Pipeline(String name, List<Item> items) {
    this(name, Optional.empty(), items);
  }

  /** The same steps over a data set of the catalogue. */
  public Pipeline over(String dataset) {
    return new Pipeline(name, Optional.of(dataset), items);
  }

  /**
   * @param enabled a step that is switched off stays in the list and does nothing
   */
  public record Item(Step step, boolean enabled) {}
}
