package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryPlan.Node;
import java.util.List;
import java.util.Optional;

/**
 * Two plans beside each other, node by node: before and after an index, or of two versions of a
 * query.
 *
 * @param roots pairs in the order of the plan after; a removed node stands where it was
 */
public record PlanComparison(Side before, Side after, List<Pair> roots) {
  public PlanComparison {
    roots = List.copyOf(roots);
  }

  /**
   * @param run what the query cost; empty where it was not run
   */
  public record Side(String sql, QueryPlan plan, Optional<Run> run) {}

  /**
   * @param finished false where the run was stopped at its limit; the figures are then those up to
   *     it
   */
  public record Run(long vmSteps, long nanos, boolean finished) {}

  /** What became of a node. */
  public enum Change {
    SAME,
    /** Another way to do the same: a search for a scan, another index. */
    CHANGED,
    /** The same, at another place among its neighbours: the join order changed. */
    MOVED,
    ADDED,
    REMOVED
  }

  /**
   * @param before empty for an added node
   * @param after empty for a removed node
   * @param difference what changed, for example {@code SCAN → SEARCH}; empty for the same
   */
  public record Pair(
      Change change,
      Optional<Node> before,
      Optional<Node> after,
      String difference,
      List<Pair> children) {
    public Pair {
      children = List.copyOf(children);
    }
  }

  /** How many times fewer VM steps it takes after; empty where one side was not run. */
  public Optional<Double> stepsRatio() {
    return before
        .run()
        .flatMap(b -> after.run().map(a -> b.vmSteps() / (double) Math.max(1, a.vmSteps())));
  }
}
