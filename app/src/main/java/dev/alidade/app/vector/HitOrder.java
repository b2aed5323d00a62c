package dev.alidade.app.vector;

import dev.alidade.engine.vector.SearchResults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which order hits are listed.
 *
 * @param field the metadata field; empty for the score, best first
 */
record HitOrder(Optional<String> field) {
  static final HitOrder BY_SCORE = new HitOrder(Optional.empty());

  /** Orders that hits can have: by the score, and by each field that one of them has. */
  static List<HitOrder> of(List<SearchResults.Hit> hits) {
    return Stream.concat(
            Stream.of(BY_SCORE), fields(hits).stream().map(name -> new HitOrder(Optional.of(name))))
        .toList();
  }

  /** Names of the metadata of hits, in the order in which they come. */
  static List<String> fields(List<SearchResults.Hit> hits) {
    return hits.stream().flatMap(hit -> hit.metadata().keySet().stream()).distinct().toList();
  }

  /** Low to high, hits without the field last; equal ones by their score. */
  List<SearchResults.Hit> sorted(List<SearchResults.Hit> bestFirst) {
    if (field.isEmpty()) {
      return bestFirst;
    }
    String name = field.get();
    List<SearchResults.Hit> hits = new ArrayList<>(bestFirst);
    hits.sort(
        Comparator.comparing(
            hit -> Optional.ofNullable(hit.metadata().get(name)), HitOrder::compare));
    return hits;
  }

  /** Numbers by their size, everything else by its text; what is missing comes last. */
  static int compare(Optional<Object> left, Optional<Object> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    return left.get() instanceof Number a && right.get() instanceof Number b
        ? Double.compare(a.doubleValue(), b.doubleValue())
        : left.get().toString().compareToIgnoreCase(right.get().toString());
  }

  /** What a user reads. */
  String label() {
    return field.orElse("Score");
  }
}
