package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Refuses filters too deep to be followed by calls, or too large to be worth it. */
final class FilterSize {
  /** Each level takes a bitmap of all rows and one call: far from any stack's end. */
  private static final int MAX_DEPTH = 200;

  /** Each takes a pass over the rows; a filter that joins itself doubles with every level. */
  private static final int MAX_CONDITIONS = 10_000;

  private FilterSize() {}

  private record Level(Filter filter, int depth) {}

  /** Looks at every condition without calling itself. */
  static void requireUsable(Filter whole) {
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(whole, 1));
    for (int seen = 0; !open.isEmpty(); seen++) {
      Level next = open.pop();
      if (next.depth() > MAX_DEPTH) {
        throw new InvalidRequest(
            "The filter has more than %,d conditions inside each other.".formatted(MAX_DEPTH),
            "Join conditions side by side in one And or Or, and drop a Not of a Not.");
      }
      List<Filter> parts = parts(next.filter());
      if (seen + open.size() + parts.size() >= MAX_CONDITIONS) {
        throw new InvalidRequest(
            "The filter has more than %,d conditions.".formatted(MAX_CONDITIONS),
            "List the values of one field in an In.");
      }
      parts.forEach(part -> open.push(new Level(part, next.depth() + 1)));
    }
  }

  private static List<Filter> parts(Filter filter) {
    return switch (filter) {
      case Filter.And f -> f.parts();
      case Filter.Or f -> f.parts();
      case Filter.Not f -> List.of(f.part());
      case Filter.Equals f -> List.of();
      case Filter.In f -> List.of();
      case Filter.Range f -> List.of();
      case Filter.Exists f -> List.of();
    };
  }
}
