package dev.alidade.engine.sql;

import java.util.List;
import java.util.Optional;

/**
 * A plan with what is wrong with it and what was tried.
 *
 * @param suggestions whole sentences
 * @param withAdvice the query without and with all recommended indexes, both run on the copy; empty
 *     where there is no recommendation
 */
public record QueryAnalysis(
    QueryPlan plan,
    List<Warning> warnings,
    List<String> suggestions,
    List<IndexRecommendation> indexRecommendations,
    Optional<PlanComparison> withAdvice) {
  public QueryAnalysis {
    warnings = List.copyOf(warnings);
    suggestions = List.copyOf(suggestions);
    indexRecommendations = List.copyOf(indexRecommendations);
  }

  /**
   * @param nodeId the plan node it concerns; 0 for the whole query
   * @param evidence figures
   */
  public record Warning(int nodeId, String title, String evidence, String remedy) {}

  /** What an index is made of. */
  public enum IndexKind {
    SINGLE,
    COMPOSITE,
    /** Holds all that the query reads, so that the table itself is not read. */
    COVERING,
    PARTIAL,
    EXPRESSION
  }

  /**
   * An index that was tried on a copy of the data. Each figure before is the state with the
   * recommendations in front of this one in their list, so that each shows what it adds.
   *
   * @param createSql the statement to apply
   * @param undoSql the statement to take it back
   * @param keys columns and expressions in their order
   * @param vmStepsBefore for several queries the sum by weight
   * @param verifiedOn what it was tried on, for example {@code a full copy}
   * @param insertNanosBefore for one inserted row of the table, measured on the copy
   * @param needsAnalyze whether SQLite took it only after ANALYZE of its table
   */
  public record IndexRecommendation(
      String createSql,
      String undoSql,
      long vmStepsBefore,
      long vmStepsAfter,
      long nanosBefore,
      long nanosAfter,
      long indexBytes,
      String verifiedOn,
      String table,
      List<String> keys,
      IndexKind kind,
      long insertNanosBefore,
      long insertNanosAfter,
      boolean needsAnalyze) {
    public IndexRecommendation {
      keys = List.copyOf(keys);
    }

    /**
     * All statements to apply, in their order: with ANALYZE where the index is taken with it only.
     */
    public List<String> applySql() {
      return needsAnalyze
          ? List.of(createSql, "ANALYZE " + SqlText.readableName(table))
          : List.of(createSql);
    }
  }
}
