package dev.alidade.engine.vector;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Refuses a document whose id another one of the same file has: it would replace that one. Used by
 * one thread.
 */
final class DistinctIds {
  private final Path file;
  private final String unit;
  private final Map<String, Long> places = new HashMap<>();

  /**
   * @param unit what places are counted in, for example {@code row}
   */
  DistinctIds(Path file, String unit) {
    this.file = file;
    this.unit = unit;
  }

  /**
   * @param place from 1
   */
  void require(String id, long place) {
    Long before = places.putIfAbsent(id, place);
    if (before != null) {
      throw VectorException.FileUnreadable.of(
          "VEC-406",
          file,
          "%s %,d has the id \"%.80s\", as %s %,d has".formatted(unit, place, id, unit, before),
          "Give each an id of its own, or leave out the id: documents are then numbered.",
          null);
    }
  }
}
