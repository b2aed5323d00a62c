package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryPlan;
import java.util.Locale;
import java.util.Optional;

/** What is said about a node of a plan, on its card and in pictures of the plan. */
final class PlanWords {
  /** A scan above this many rows is marked. */
  private static final long LARGE_TABLE_ROWS = 1_000;

  /** A loop with this share of the plan's cost is drawn in the warning colour. */
  private static final double COSTLY_SHARE = 0.3;

  /** Below this share a loop is as good as free. */
  private static final double SOME_SHARE = 0.1;

  private PlanWords() {}

  /** How much of its plan's cost a node has. */
  enum Cost {
    NONE,
    SOME,
    HIGH
  }

  /** A remarkable thing about a node. */
  record Mark(String word, Badge.Kind kind) {}

  static Cost cost(QueryPlan.Node node) {
    double share = node.costShare().orElse(0);
    return share >= COSTLY_SHARE ? Cost.HIGH : share >= SOME_SHARE ? Cost.SOME : Cost.NONE;
  }

  static String operation(QueryPlan.Node node) {
    return switch (node.kind()) {
      case SCAN -> "Scan";
      case SEARCH -> "Search";
      case TEMP_B_TREE -> node.detail().contains("GROUP") ? "Group" : sortWord(node);
      case SUBQUERY -> "Subquery";
      case CO_ROUTINE -> "Co-routine";
      case MATERIALIZE -> "Materialize";
      case COMPOUND -> "Compound";
      case MULTI_INDEX_OR -> "Multi-index OR";
      case VIRTUAL_TABLE -> "Virtual table";
      case BLOOM_FILTER -> "Bloom filter";
      case CONSTANT_ROW -> "Constant row";
      case OTHER -> "Step";
    };
  }

  private static String sortWord(QueryPlan.Node node) {
    return node.detail().contains("DISTINCT") ? "Distinct" : "Sort";
  }

  static String object(QueryPlan.Node node) {
    return node.table().or(node::alias).orElse("");
  }

  /** The table and the name that the query gives it. */
  static String source(QueryPlan.Node node) {
    String table = object(node);
    return node.alias()
        .filter(alias -> !alias.equals(table))
        .map(alias -> table + " AS " + alias)
        .orElse(table);
  }

  static String description(QueryPlan.Node node) {
    return switch (node.kind()) {
      case SCAN, SEARCH -> {
        String way =
            node.index()
                .map(index -> (node.automatic() ? "index made for this run" : index))
                .orElse(node.kind() == QueryPlan.Kind.SEARCH ? "by rowid" : "no index");
        String rows =
            node.estimatedRows()
                .or(node::tableRows)
                .map(n -> ", reads " + Figures.compact(n))
                .orElse("");
        yield way + rows + node.constraint().map(c -> " · " + c).orElse("");
      }
      case TEMP_B_TREE -> "temp B-tree";
      case SUBQUERY -> node.correlated() ? "runs again for each outer row" : "runs once";
      case CO_ROUTINE -> "rows are passed on one by one";
      case MATERIALIZE -> "kept in a temp table";
      case COMPOUND, MULTI_INDEX_OR, VIRTUAL_TABLE, BLOOM_FILTER, CONSTANT_ROW, OTHER ->
          node.detail().toLowerCase(Locale.ROOT);
    };
  }

  static Optional<Mark> mark(QueryPlan.Node node) {
    if (node.correlated()) {
      return Optional.of(new Mark("correlated", Badge.Kind.WARNING));
    }
    if (node.automatic()) {
      return Optional.of(new Mark("auto index", Badge.Kind.WARNING));
    }
    if (isFullScan(node)) {
      return Optional.of(new Mark("full scan", Badge.Kind.WARNING));
    }
    if (node.covering()) {
      return Optional.of(new Mark("covering", Badge.Kind.OK));
    }
    if (node.index().isPresent()) {
      return Optional.of(new Mark("index", Badge.Kind.OK));
    }
    return node.kind() == QueryPlan.Kind.TEMP_B_TREE
        ? Optional.of(new Mark("temp B-tree", Badge.Kind.NEUTRAL))
        : Optional.empty();
  }

  /** Rows that flow along the edge above a node. */
  static Optional<Long> rows(QueryPlan.Node node) {
    return node.estimatedRows().or(node::tableRows);
  }

  /** A scan of a large table without an index. */
  static boolean isFullScan(QueryPlan.Node node) {
    return node.kind() == QueryPlan.Kind.SCAN
        && node.index().isEmpty()
        && node.table().isPresent()
        && node.tableRows().map(rows -> rows >= LARGE_TABLE_ROWS).orElse(false);
  }
}
