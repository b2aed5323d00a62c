package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Hits, best first, and how they were found. */
public record SearchResults(List<Hit> hits, Explanation explanation) {
  public SearchResults {
    hits = List.copyOf(hits);
  }

  public record Hit(String id, double score, String content, Map<String, Object> metadata) {}

  /**
   * @param stages in the order they ran
   * @param rowsScanned vectors compared
   * @param candidates rescored exactly
   * @param selectivity share of documents that the filter keeps
   * @param measuredRecall measured on this collection; empty for exact searches and before
   *     measuring
   * @param plan representations that were read, with the candidates that each gave, for example
   *     {@code 1-bit (200) → int8 (40) → f32}; empty where no vectors were compared
   * @param recall what is known of the recall of this way of searching, where it is claimed
   * @param note what a user should know, for example that text search answered by keywords; empty
   *     when nothing
   */
  public record Explanation(
      PathChoice path,
      long totalNanos,
      List<Stage> stages,
      long rowsScanned,
      long candidates,
      double selectivity,
      OptionalDouble measuredRecall,
      String note,
      String plan,
      Optional<MeasuredRecall> recall) {
    public Explanation {
      stages = List.copyOf(stages);
    }
  }

  /**
   * @param name Embed, Filter, Measure (recall, where it was not known), Scan, Gather (instead of a
   *     scan, of the few rows that a filter keeps), Narrow (candidates by int8), Rescore, Keywords
   *     or Fetch
   */
  public record Stage(String name, PathChoice path, long nanos) {}
}
