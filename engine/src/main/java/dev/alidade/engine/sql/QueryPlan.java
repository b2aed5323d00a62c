package dev.alidade.engine.sql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * EXPLAIN QUERY PLAN as a tree.
 *
 * @param text the lines as SQLite prints them, indented
 */
public record QueryPlan(List<Node> roots, String text) {
  public QueryPlan {
    roots = List.copyOf(roots);
  }

  /** What a node does. */
  public enum Kind {
    SCAN,
    SEARCH,
    TEMP_B_TREE,
    SUBQUERY,
    CO_ROUTINE,
    MATERIALIZE,
    COMPOUND,
    MULTI_INDEX_OR,
    VIRTUAL_TABLE,
    BLOOM_FILTER,
    CONSTANT_ROW,
    OTHER
  }

  /** What a subquery is computed for. */
  public enum Subquery {
    /** One row, or whether there is one. */
    SCALAR,
    /** The right side of IN. */
    LIST
  }

  static final String TEMP_B_TREE_FOR = "USE TEMP B-TREE FOR ";

  /**
   * One line of the plan.
   *
   * @param id SQLite's node id
   * @param detail the line as SQLite gives it, never changed
   * @param table table name where the line reads one
   * @param alias the name the query gives the table
   * @param index index in use
   * @param constraint terms in brackets, for example {@code status=?}
   * @param covering whether the index alone answers
   * @param automatic whether SQLite builds the index for this run
   * @param correlated whether a subquery runs again for each outer row
   * @param costShare the planner's cost as a share of all loop nodes of this plan, 0 to 1; empty
   *     where SQLite gives none
   * @param tableRows rows of the table, where known
   * @param estimatedRows the planner's rows, where statistics exist
   * @param tableBytes size of the table's own tree, where the file is small enough to look
   * @param indexBytes size of the index in use, likewise
   * @param selectivity estimated rows as a part of the table's, 0 to 1
   */
  public record Node(
      int id,
      Kind kind,
      String detail,
      Optional<String> table,
      Optional<String> alias,
      Optional<String> index,
      Optional<String> constraint,
      boolean covering,
      boolean automatic,
      boolean correlated,
      OptionalDouble costShare,
      Optional<Long> tableRows,
      Optional<Long> estimatedRows,
      Optional<Long> tableBytes,
      Optional<Long> indexBytes,
      OptionalDouble selectivity,
      List<Node> children) {
    public Node {
      children = List.copyOf(children);
    }

    /**
     * What a temporary B-tree is for, as SQLite names it: {@code ORDER BY}, {@code LAST TERM OF
     * ORDER BY}, {@code GROUP BY}, {@code DISTINCT}, {@code count(DISTINCT)}; empty for other
     * nodes.
     */
    public Optional<String> purpose() {
      return kind == Kind.TEMP_B_TREE
          ? Optional.of(detail.substring(TEMP_B_TREE_FOR.length()))
          : Optional.empty();
    }

    /** What a subquery gives; empty for other nodes. */
    public Optional<Subquery> subquery() {
      if (kind != Kind.SUBQUERY) {
        return Optional.empty();
      }
      return Optional.of(detail.contains("LIST ") ? Subquery.LIST : Subquery.SCALAR);
    }

    /** Whether the result of an earlier node of the same subquery is used. */
    public boolean reused() {
      return kind == Kind.SUBQUERY && detail.startsWith("REUSE ");
    }
  }
}
