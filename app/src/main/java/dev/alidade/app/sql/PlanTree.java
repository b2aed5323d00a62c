package dev.alidade.app.sql;

import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.QueryPlan.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan in the order rows flow, parent above child: sorts and groupings above the loops that feed
 * them, subqueries beside the loops.
 *
 * @param step what this card stands for
 */
record PlanTree(Step step, List<PlanTree> children) {
  PlanTree {
    children = List.copyOf(children);
  }

  /** What a card stands for. */
  sealed interface Step {
    /** A line of the plan. */
    record Line(QueryPlan.Node node) implements Step {}

    /** Several loops, the outer first; SQLite has no line of its own for this. */
    record NestedLoops(int loops) implements Step {}

    /** The result of a plan with nothing above its parts. */
    record Result() implements Step {}
  }

  /** The tree of a plan; empty only where the plan has no lines. */
  static List<PlanTree> of(QueryPlan plan) {
    return plan.roots().isEmpty() ? List.of() : List.of(flow(plan.roots()));
  }

  private static PlanTree flow(List<QueryPlan.Node> siblings) {
    List<QueryPlan.Node> sorts =
        siblings.stream().filter(node -> node.kind() == Kind.TEMP_B_TREE).toList();
    List<PlanTree> loops = new ArrayList<>();
    List<PlanTree> others = new ArrayList<>();
    for (QueryPlan.Node node : siblings) {
      if (node.kind() != Kind.TEMP_B_TREE) {
        (isLoop(node) ? loops : others).add(tree(node));
      }
    }
    List<PlanTree> sources = new ArrayList<>();
    if (loops.size() > 1) {
      sources.add(new PlanTree(new Step.NestedLoops(loops.size()), loops));
    } else {
      sources.addAll(loops);
    }
    sources.addAll(others);
    List<PlanTree> below = sources;
    for (QueryPlan.Node sort : sorts) {
      below = List.of(new PlanTree(new Step.Line(sort), below));
    }
    return below.size() == 1 ? below.getFirst() : new PlanTree(new Step.Result(), below);
  }

  private static PlanTree tree(QueryPlan.Node node) {
    if (node.children().isEmpty()) {
      return new PlanTree(new Step.Line(node), List.of());
    }
    PlanTree inner = flow(node.children());
    List<PlanTree> children =
        inner.step() instanceof Step.Result ? inner.children() : List.of(inner);
    return new PlanTree(new Step.Line(node), children);
  }

  private static boolean isLoop(QueryPlan.Node node) {
    return switch (node.kind()) {
      case SCAN, SEARCH, VIRTUAL_TABLE, MULTI_INDEX_OR -> true;
      case TEMP_B_TREE,
          SUBQUERY,
          CO_ROUTINE,
          MATERIALIZE,
          COMPOUND,
          BLOOM_FILTER,
          CONSTANT_ROW,
          OTHER ->
          false;
    };
  }
}
