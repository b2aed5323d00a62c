package dev.alidade.engine.data;

import java.util.List;

/** Steps in their order; saved as JSON and replayable on another data set. */
public record Pipeline(String name, List<Item> items) {
  public Pipeline {
    items = List.copyOf(items);
  }

  /**
   * @param enabled a step that is switched off stays in the list and does nothing
   */
  public record Item(Step step, boolean enabled) {}
}
