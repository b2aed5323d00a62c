package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryPlan.Node;
import dev.alidade.engine.sql.SqlToken.Kind;
import dev.alidade.engine.sql.TableFacts.IndexEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which terms of a query SQLite can only check after it has read a row: those about one table whose
 * columns the loop's search does not name. The plan does not say it, so only what is certain is
 * told: not where a name stands for several loops, where the index is partial, made for this run,
 * or on expressions, or where a searched column stands in the term as well.
 */
final class LaterFilters {
  private final TableFacts facts;
  private final List<TableUse> uses;
  private final Map<Integer, List<String>> found = new HashMap<>();

  private LaterFilters(TableFacts facts, List<TableUse> uses) {
    this.facts = facts;
    this.uses = uses;
  }

  /** By node id; nodes without such terms are absent. */
  static Map<Integer, List<String>> of(QueryPlan plan, List<TableUse> uses, TableFacts facts) {
    LaterFilters filters = new LaterFilters(facts, uses);
    List<Node> loops = new ArrayList<>();
    collect(plan.roots(), loops);
    Map<String, List<Node>> bySource =
        loops.stream().collect(Collectors.groupingBy(LaterFilters::source));
    bySource.forEach(
        (source, nodes) -> {
          if (nodes.size() == 1) {
            filters.look(source, nodes.getFirst());
          }
        });
    return filters.found;
  }

  private static void collect(List<Node> nodes, List<Node> loops) {
    for (Node node : nodes) {
      boolean loop = node.kind() == QueryPlan.Kind.SCAN || node.kind() == QueryPlan.Kind.SEARCH;
      if (loop && node.table().isPresent()) {
        loops.add(node);
      }
      collect(node.children(), loops);
    }
  }

  /** The name in the plan, which is the alias where there is one. */
  private static String source(Node node) {
    return TableFacts.lower(node.alias().or(node::table).orElse(""));
  }

  private void look(String source, Node node) {
    List<TableUse> named =
        uses.stream().filter(use -> TableFacts.lower(use.alias()).equals(source)).toList();
    if (named.size() != 1 || node.automatic() || isSpecial(node)) {
      return;
    }
    TableUse use = named.getFirst();
    Set<String> searched = words(node.constraint().orElse(""));
    List<String> later =
        use.filters().stream()
            .filter(filter -> filter.keys().stream().noneMatch(key -> covers(searched, use, key)))
            .map(TableUse.Filter::text)
            .toList();
    if (!later.isEmpty()) {
      found.put(node.id(), later);
    }
  }

  private boolean isSpecial(Node node) {
    return node.index()
        .flatMap(facts::index)
        .filter(index -> index.partial() || hasExpression(index))
        .isPresent();
  }

  /** An expression of an index has no name. */
  private static boolean hasExpression(IndexEntry index) {
    return index.sql().isPresent() && index.columns().contains("");
  }

  private static boolean covers(Set<String> searched, TableUse use, String column) {
    return searched.contains(TableFacts.lower(column))
        || searched.contains("rowid") && use.isRowid(column);
  }

  private static Set<String> words(String constraint) {
    return SqlTokenizer.meaningful(constraint).stream()
        .filter(token -> token.kind() == Kind.WORD || token.kind() == Kind.QUOTED)
        .map(token -> TableFacts.lower(token.unquoted()))
        .collect(Collectors.toSet());
  }
}
