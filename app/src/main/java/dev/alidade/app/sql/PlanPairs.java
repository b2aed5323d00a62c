package dev.alidade.app.sql;

import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.QueryPlan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nodes of two plans beside each other: those that read the same table, or do the same work, in the
 * order in which both plans have them.
 */
final class PlanPairs {
  private PlanPairs() {}

  /** What became of a node. */
  enum Change {
    SAME("same"),
    CHANGED("changed"),
    GONE("gone"),
    NEW("new");

    private final String word;

    Change(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * @param depth how deep the node is in its plan
   */
  record Pair(Optional<Node> before, Optional<Node> after, int depth) {
    Change change() {
      if (before.isEmpty()) {
        return Change.NEW;
      }
      if (after.isEmpty()) {
        return Change.GONE;
      }
      return before.get().detail().equals(after.get().detail()) ? Change.SAME : Change.CHANGED;
    }
  }

  private record Placed(Node node, int depth) {
    /** The table it reads, or else the kind of work: what two versions of a node have in common. */
    String key() {
      return switch (node.kind()) {
        case SCAN, SEARCH, VIRTUAL_TABLE ->
            "reads " + node.table().or(node::alias).orElse(node.detail());
        case TEMP_B_TREE -> node.detail();
        default -> node.kind().name();
      };
    }
  }

  static List<Pair> of(QueryPlan before, QueryPlan after) {
    List<Placed> old = flat(before);
    List<Placed> now = flat(after);
    int[][] common = common(old, now);
    List<Pair> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).key().equals(now.get(j).key())) {
        pairs.add(
            new Pair(
                Optional.of(old.get(i).node()),
                Optional.of(now.get(j).node()),
                now.get(j).depth()));
        i++;
        j++;
      } else if (j >= now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
        pairs.add(new Pair(Optional.of(old.get(i).node()), Optional.empty(), old.get(i).depth()));
        i++;
      } else {
        pairs.add(new Pair(Optional.empty(), Optional.of(now.get(j).node()), now.get(j).depth()));
        j++;
      }
    }
    return pairs;
  }

  /** Length of the longest common run of keys from each pair of places on. */
  private static int[][] common(List<Placed> old, List<Placed> now) {
    int[][] length = new int[old.size() + 2][now.size() + 2];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        length[i][j] =
            old.get(i).key().equals(now.get(j).key())
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }

  private static List<Placed> flat(QueryPlan plan) {
    List<Placed> flat = new ArrayList<>();
    plan.roots().forEach(root -> add(root, 0, flat));
    return flat;
  }

  private static void add(Node node, int depth, List<Placed> flat) {
    flat.add(new Placed(node, depth));
    node.children().forEach(child -> add(child, depth + 1, flat));
  }
}
