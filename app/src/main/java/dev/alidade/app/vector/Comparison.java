package dev.alidade.app.vector;

import dev.alidade.engine.vector.SearchResults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The same search twice: every vector compared, and by the cascade.
 *
 * @param quick what the cascade gave, for a target
 */
record Comparison(SearchResults exact, SearchResults quick) {
  /** Whether the cascade was not taken either, since no faster way is known for the target. */
  boolean bothExact() {
    return SearchWay.of(quick.explanation()) == SearchWay.EXACT;
  }

  /** Whether no vectors were compared at all. */
  boolean byKeywords() {
    return SearchWay.of(quick.explanation()) == SearchWay.KEYWORDS;
  }

  /**
   * A rank with the hits that both have there.
   *
   * @param missed whether the cascade did not find the exact hit at all
   * @param extra whether the cascade's hit is none of the exact ones
   */
  record Line(
      int rank,
      SearchResults.@Nullable Hit exact,
      SearchResults.@Nullable Hit quick,
      boolean missed,
      boolean extra) {}

  List<Line> lines() {
    Set<String> exactIds = ids(exact);
    Set<String> quickIds = ids(quick);
    List<Line> lines = new ArrayList<>();
    int count = Math.max(exact.hits().size(), quick.hits().size());
    for (int i = 0; i < count; i++) {
      SearchResults.Hit left = i < exact.hits().size() ? exact.hits().get(i) : null;
      SearchResults.Hit right = i < quick.hits().size() ? quick.hits().get(i) : null;
      lines.add(
          new Line(
              i + 1,
              left,
              right,
              left != null && !quickIds.contains(left.id()),
              right != null && !exactIds.contains(right.id())));
    }
    return lines;
  }

  /** Exact hits that the cascade found. */
  int found() {
    Map<String, Boolean> wanted = new HashMap<>();
    exact.hits().forEach(hit -> wanted.put(hit.id(), true));
    return (int) quick.hits().stream().filter(hit -> wanted.containsKey(hit.id())).count();
  }

  /** How many times faster the cascade's scan was. */
  double speedUp() {
    return scanNanos(exact) / Math.max(1, scanNanos(quick));
  }

  /** Time of comparing vectors, without embedding and fetching, which both have. */
  static double scanNanos(SearchResults results) {
    Set<String> compared = Set.of("Scan", "Gather", "Narrow", "Rescore");
    return results.explanation().stages().stream()
        .filter(stage -> compared.contains(stage.name()))
        .mapToDouble(SearchResults.Stage::nanos)
        .sum();
  }

  private static Set<String> ids(SearchResults results) {
    Set<String> ids = new HashSet<>();
    results.hits().forEach(hit -> ids.add(hit.id()));
    return ids;
  }
}
