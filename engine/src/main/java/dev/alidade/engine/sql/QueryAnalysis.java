package dev.alidade.engine.sql;

import java.util.List;

/** A plan with what is wrong with it and what was tried. */
public record QueryAnalysis(
    QueryPlan plan,
    List<Warning> warnings,
    List<String> suggestions,
    List<IndexRecommendation> indexRecommendations) {
  public QueryAnalysis {
    warnings = List.copyOf(warnings);
    suggestions = List.copyOf(suggestions);
    indexRecommendations = List.copyOf(indexRecommendations);
  }

  /**
   * @param nodeId the plan node it concerns
   * @param evidence figures
   */
  public record Warning(int nodeId, String title, String evidence, String remedy) {}

  /**
   * An index that was tried on a copy of the data.
   *
   * @param createSql the statement to apply
   * @param undoSql the statement to take it back
   * @param verifiedOn what it was tried on, for example {@code a full copy}
   */
  public record IndexRecommendation(
      String createSql,
      String undoSql,
      long vmStepsBefore,
      long vmStepsAfter,
      long nanosBefore,
      long nanosAfter,
      long indexBytes,
      String verifiedOn) {}
}
