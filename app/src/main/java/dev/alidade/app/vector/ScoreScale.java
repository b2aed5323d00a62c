package dev.alidade.app.vector;

import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.SearchResults;
import java.util.List;

/** What the scores of an answer are, and how long the bar of each hit is. */
enum ScoreScale {
  COSINE("Cosine"),
  DOT("Dot product"),
  EUCLIDEAN("−distance²"),
  RANKS("Reciprocal ranks"),
  KEYWORDS("BM25");

  /**
   * What is added to the distances that a bar compares, as a share of the largest: a hit that is
   * the query itself would make every other bar nothing.
   */
  private static final double NEAR = 0.1;

  private final String label;

  ScoreScale(String label) {
    this.label = label;
  }

  /** A caption for a column or an axis. */
  String label() {
    return label;
  }

  static ScoreScale of(Answer answer) {
    SearchResults.Explanation why = answer.results().explanation();
    if (SearchWay.of(why) == SearchWay.KEYWORDS) {
      return KEYWORDS;
    }
    return SearchWay.fused(why) ? RANKS : of(answer.searched().metric());
  }

  /** The scores by which vectors are compared. */
  static ScoreScale of(Metric metric) {
    return switch (metric) {
      case COSINE -> COSINE;
      case DOT -> DOT;
      case EUCLIDEAN -> EUCLIDEAN;
    };
  }

  /**
   * Length of a hit's bar, 0 to 1: the cosine itself; for distances the smallest over this one;
   * otherwise this score over the best.
   */
  double share(double score, List<SearchResults.Hit> hits) {
    double best = hits.stream().mapToDouble(SearchResults.Hit::score).max().orElse(score);
    double worst = hits.stream().mapToDouble(SearchResults.Hit::score).min().orElse(score);
    return switch (this) {
      case COSINE -> Math.clamp(score, 0, 1);
      case EUCLIDEAN -> {
        double near = distance(worst) * NEAR;
        double from = near + distance(score);
        yield from == 0 ? 1 : Math.clamp((near + distance(best)) / from, 0, 1);
      }
      case DOT, RANKS, KEYWORDS -> best > 0 ? Math.clamp(score / best, 0, 1) : 0;
    };
  }

  private static double distance(double score) {
    return Math.sqrt(Math.max(0, -score));
  }
}
