package dev.alidade.engine.sql;

import dev.alidade.engine.sql.PlanComparison.Change;
import dev.alidade.engine.sql.PlanComparison.Pair;
import dev.alidade.engine.sql.QueryPlan.Kind;
import dev.alidade.engine.sql.QueryPlan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each node of a plan its counterpart in another: what reads the same table under the
 * same name, whatever the way; for the rest, what does the same kind of work.
 */
final class PlanAlignment {
  private static final int SAME_LINE = 4;
  private static final int SAME_SOURCE = 3;
  private static final int SAME_TABLE = 2;
  private static final int SAME_KIND = 1;
  private static final int NOTHING = 0;

  private PlanAlignment() {}

  static List<Pair> align(List<Node> before, List<Node> after) {
    int[] partner = partners(before, after);
    List<Pair> pairs = new ArrayList<>();
    int done = 0;
    int highest = -1;
    for (int j = 0; j < after.size(); j++) {
      int i = partner[j];
      if (i < 0) {
        pairs.add(added(after.get(j)));
        continue;
      }
      done = removedUpTo(i, done, before, partner, pairs);
      pairs.add(pair(before.get(i), after.get(j), i < highest));
      highest = Math.max(highest, i);
    }
    removedUpTo(before.size(), done, before, partner, pairs);
    return pairs;
  }

  /** Adds the nodes without a partner that stood before {@code end}. */
  private static int removedUpTo(
      int end, int start, List<Node> before, int[] partner, List<Pair> pairs) {
    for (int i = start; i < end; i++) {
      if (!contains(partner, i)) {
        pairs.add(removed(before.get(i)));
      }
    }
    return Math.max(start, end);
  }

  private static boolean contains(int[] partner, int value) {
    for (int p : partner) {
      if (p == value) {
        return true;
      }
    }
    return false;
  }

  /** For each node after, its partner before or −1; the best likeness is paired first. */
  private static int[] partners(List<Node> before, List<Node> after) {
    int[] partner = new int[after.size()];
    java.util.Arrays.fill(partner, -1);
    boolean[] taken = new boolean[before.size()];
    for (int likeness = SAME_LINE; likeness > NOTHING; likeness--) {
      for (int j = 0; j < after.size(); j++) {
        for (int i = 0; i < before.size() && partner[j] < 0; i++) {
          if (!taken[i] && likeness(before.get(i), after.get(j)) == likeness) {
            partner[j] = i;
            taken[i] = true;
          }
        }
      }
    }
    return partner;
  }

  private static int likeness(Node a, Node b) {
    if (line(a).equals(line(b))) {
      return SAME_LINE;
    }
    boolean bothRead = reads(a) && reads(b);
    if (bothRead && a.table().isPresent() && a.table().equals(b.table())) {
      return a.alias().equals(b.alias()) ? SAME_SOURCE : SAME_TABLE;
    }
    if (bothRead) {
      return a.table().isEmpty() && a.alias().isPresent() && a.alias().equals(b.alias())
          ? SAME_SOURCE
          : NOTHING;
    }
    return a.kind() == b.kind() ? SAME_KIND : NOTHING;
  }

  private static boolean reads(Node node) {
    return node.kind() == Kind.SCAN
        || node.kind() == Kind.SEARCH
        || node.kind() == Kind.VIRTUAL_TABLE;
  }

  /** SQLite numbers subqueries; the number says nothing about what they do. */
  private static String line(Node node) {
    return node.detail().replaceAll("\\bSUBQUERY \\d+|\\b(subquery)-\\d+", "SUBQUERY");
  }

  private static Pair pair(Node before, Node after, boolean moved) {
    String difference = difference(before, after);
    Change change = !difference.isEmpty() ? Change.CHANGED : moved ? Change.MOVED : Change.SAME;
    return new Pair(
        change,
        Optional.of(before),
        Optional.of(after),
        change == Change.MOVED ? "at another place" : difference,
        align(before.children(), after.children()));
  }

  private static String difference(Node before, Node after) {
    if (line(before).equals(line(after))) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (before.kind() != after.kind()) {
      parts.add(before.kind() + " → " + after.kind());
    }
    note(parts, "index", before.index().orElse(null), after.index().orElse(null));
    note(parts, "terms", before.constraint().orElse(null), after.constraint().orElse(null));
    if (before.covering() != after.covering()) {
      parts.add(after.covering() ? "now covering" : "no longer covering");
    }
    if (before.correlated() != after.correlated()) {
      parts.add(after.correlated() ? "now correlated" : "no longer correlated");
    }
    return parts.isEmpty() ? before.detail() + " → " + after.detail() : String.join(", ", parts);
  }

  private static void note(
      List<String> parts, String what, @Nullable String before, @Nullable String after) {
    if (!java.util.Objects.equals(before, after)) {
      parts.add(
          "%s %s → %s"
              .formatted(what, before == null ? "none" : before, after == null ? "none" : after));
    }
  }

  private static Pair added(Node node) {
    return new Pair(
        Change.ADDED,
        Optional.empty(),
        Optional.of(node),
        "only after",
        node.children().stream().map(PlanAlignment::added).toList());
  }

  private static Pair removed(Node node) {
    return new Pair(
        Change.REMOVED,
        Optional.of(node),
        Optional.empty(),
        "only before",
        node.children().stream().map(PlanAlignment::removed).toList());
  }
}
