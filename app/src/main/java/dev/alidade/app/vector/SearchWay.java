package dev.alidade.app.vector;

import dev.alidade.engine.vector.SearchResults.Explanation;
import java.util.Locale;

/** How a search found its hits, as its explanation tells. */
enum SearchWay {
  /** No vectors were compared. */
  KEYWORDS,
  /** Every vector that the filter keeps was compared in full. */
  EXACT,
  /** Candidates by smaller representations, compared in full. */
  CASCADE;

  private static final String IN_FULL = "f32";

  static SearchWay of(Explanation why) {
    if (why.plan().isEmpty()) {
      return KEYWORDS;
    }
    return why.plan().equals(IN_FULL) ? EXACT : CASCADE;
  }

  /** Whether keywords had a say in the order of hits whose vectors were compared. */
  static boolean fused(Explanation why) {
    return of(why) != KEYWORDS
        && why.stages().stream().anyMatch(stage -> stage.name().equals("Keywords"));
  }

  /** What is known of the recall: a figure where it is claimed, or a word. */
  static String recall(Explanation why) {
    return switch (of(why)) {
      case KEYWORDS -> "keywords only";
      case EXACT -> fused(why) ? "exact, with keywords" : "exact";
      case CASCADE ->
          why.measuredRecall().isPresent() && !fused(why)
              ? String.format(Locale.ROOT, "%.3f", why.measuredRecall().getAsDouble())
              : "not claimed";
    };
  }
}
