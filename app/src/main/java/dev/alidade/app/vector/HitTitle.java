package dev.alidade.app.vector;

import dev.alidade.engine.vector.SearchResults;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a document is called where there is no room for its text. */
final class HitTitle {
  private static final List<String> NAMES =
      List.of("title", "name", "lemma", "label", "headline", "subject");
  private static final int LONGEST = 28;

  private HitTitle() {}

  static String of(SearchResults.Hit hit) {
    return of(hit.id(), hit.metadata());
  }

  /** A metadata field that is named like a title, or else the id; cut where long. */
  static String of(String id, Map<String, Object> metadata) {
    String title =
        metadata.entrySet().stream()
            .filter(entry -> NAMES.contains(entry.getKey().toLowerCase(Locale.ROOT)))
            .map(entry -> entry.getValue().toString())
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse(id);
    return title.length() > LONGEST ? title.substring(0, LONGEST - 1) + "…" : title;
  }
}
