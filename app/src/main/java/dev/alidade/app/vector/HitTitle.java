package dev.alidade.app.vector;

import dev.alidade.engine.vector.SearchResults;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a document is called: by a field named like a title, its first line, or its id. */
final class HitTitle {
  /** Most telling first. */
  private static final List<String> NAMES =
      List.of("title", "name", "headline", "subject", "lemma", "word", "term", "label");

  private static final int LONGEST = 28;

  private HitTitle() {}

  /** Short, for where there is no room for a text. */
  static String of(SearchResults.Hit hit) {
    return of(hit.id(), hit.content(), hit.metadata());
  }

  static String of(String id, String content, Map<String, Object> metadata) {
    String title = whole(id, content, metadata);
    return title.length() > LONGEST ? title.substring(0, LONGEST - 1) + "…" : title;
  }

  /** The same, never cut. */
  static String whole(SearchResults.Hit hit) {
    return whole(hit.id(), hit.content(), hit.metadata());
  }

  private static String whole(String id, String content, Map<String, Object> metadata) {
    return titled(metadata)
        .map(one -> one.getValue().toString().strip())
        .or(() -> content.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst())
        .orElse(id);
  }

  /** The metadata field that is named like a title and holds something. */
  static Optional<String> field(Map<String, Object> metadata) {
    return titled(metadata).map(Map.Entry::getKey);
  }

  private static Optional<Map.Entry<String, Object>> titled(Map<String, Object> metadata) {
    return NAMES.stream()
        .flatMap(name -> metadata.entrySet().stream().filter(one -> same(one.getKey(), name)))
        .filter(one -> !one.getValue().toString().isBlank())
        .findFirst();
  }

  private static boolean same(String key, String name) {
    return key.toLowerCase(Locale.ROOT).equals(name);
  }
}
