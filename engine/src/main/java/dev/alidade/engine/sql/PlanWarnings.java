package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryAnalysis.Warning;
import dev.alidade.engine.sql.QueryPlan.Kind;
import dev.alidade.engine.sql.QueryPlan.Node;
import dev.alidade.engine.telemetry.Quantity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a plan itself shows to be slow, and what is missing for a better one. */
final class PlanWarnings {
  /** A smaller table is read in under a millisecond whatever the way. */
  static final long BIG_TABLE_ROWS = 1_000;

  /** Statistics count as stale when the table has grown or shrunk by more than this. */
  private static final double STALE = 2.0;

  private final Connection connection;
  private final TableFacts facts;
  private final List<Warning> found = new ArrayList<>();
  private final Set<String> judgedStatistics = new HashSet<>();

  private PlanWarnings(Connection connection, TableFacts facts) {
    this.connection = connection;
    this.facts = facts;
  }

  static List<Warning> of(Connection connection, TableFacts facts, QueryPlan plan)
      throws SQLException {
    PlanWarnings warnings = new PlanWarnings(connection, facts);
    warnings.level(plan.roots());
    for (Node node : PlanNodes.all(plan.roots()).toList()) {
      warnings.statistics(node);
    }
    return warnings.found;
  }

  private void level(List<Node> nodes) throws SQLException {
    Optional<Node> outer = Optional.empty();
    for (Node node : nodes) {
      switch (node.kind()) {
        case SCAN -> {
          scan(node, outer);
          outer = Optional.of(node);
        }
        case SEARCH -> {
          automatic(node);
          outer = Optional.of(node);
        }
        case TEMP_B_TREE -> sort(node, outer);
        case SUBQUERY -> correlated(node, outer);
        case CO_ROUTINE,
            MATERIALIZE,
            COMPOUND,
            MULTI_INDEX_OR,
            VIRTUAL_TABLE,
            BLOOM_FILTER,
            CONSTANT_ROW,
            OTHER -> {}
      }
      level(node.children());
    }
  }

  private void scan(Node node, Optional<Node> outer) throws SQLException {
    long rows = node.tableRows().orElse(0L);
    if (node.automatic() || rows < BIG_TABLE_ROWS) {
      automatic(node);
      return;
    }
    String table = node.table().orElse("");
    String size = size(node.index().orElse(table));
    if (outer.isPresent() && outer.get().tableRows().isPresent()) {
      long outerRows = outer.get().estimatedRows().orElse(outer.get().tableRows().get());
      add(
          node,
          "Every row of %s for each row of %s".formatted(name(node), name(outer.get())),
          "up to %,d × %,d rows, and no term by which SQLite could look them up"
              .formatted(outerRows, rows),
          "Add a join condition; where there is one, index its column or take the function off"
              + " it.");
      return;
    }
    add(
        node,
        "Full scan of " + name(node),
        node.covering()
            ? "reads all %,d entries of the index%s".formatted(rows, size)
            : "reads all %,d rows%s".formatted(rows, size),
        "An index on the columns of its WHERE, JOIN or ORDER BY terms; if it has none, a LIMIT.");
  }

  private String size(String object) throws SQLException {
    OptionalLong bytes = facts.bytes(connection, object);
    return bytes.isPresent() ? ", " + Quantity.bytes(bytes.getAsLong()) : "";
  }

  private void automatic(Node node) {
    if (node.automatic()) {
      add(
          node,
          "Index built for each run on " + name(node),
          "SQLite sorts %s into a temporary index%s and drops it again"
              .formatted(
                  node.tableRows().map(rows -> "%,d rows".formatted(rows)).orElse("the rows"),
                  node.constraint().map(terms -> " (" + terms + ")").orElse("")),
          "Create that index once.");
    }
  }

  private void sort(Node node, Optional<Node> outer) {
    String what = node.purpose().orElseThrow();
    add(
        node,
        "Rows are sorted for " + what,
        outer
            .flatMap(Node::estimatedRows)
            .map(
                rows ->
                    "about %,d rows for each row outside go into a temporary B-tree"
                        .formatted(rows))
            .orElse("all rows go into a temporary B-tree before the first comes out"),
        "An index whose columns stand in the same order; a LIMIT keeps the tree small.");
  }

  private void correlated(Node node, Optional<Node> outer) {
    if (node.correlated()) {
      add(
          node,
          "A subquery runs again for each row",
          outer
              .flatMap(o -> o.estimatedRows().isPresent() ? o.estimatedRows() : o.tableRows())
              .map(rows -> "up to %,d times".formatted(rows))
              .orElse("once for each row outside"),
          "Index the columns it compares, or write it as a join with GROUP BY.");
    }
  }

  /** Missing and stale statistics of a table that has indexes to choose from. */
  private void statistics(Node node) throws SQLException {
    Optional<String> table = node.table();
    if (table.isEmpty()
        || node.tableRows().orElse(0L) < BIG_TABLE_ROWS
        || facts.indexesOf(table.get()).isEmpty()
        || !judgedStatistics.add(table.get())) {
      return;
    }
    OptionalLong analyzed = facts.analyzedRows(table.get());
    long rows = node.tableRows().orElse(0L);
    if (analyzed.isEmpty()) {
      add(
          node,
          "No statistics of " + table.get(),
          "the planner guesses 1,048,576 rows; there are %,d".formatted(rows),
          "Run ANALYZE.");
    } else if (rows > STALE * analyzed.getAsLong() || analyzed.getAsLong() > STALE * rows) {
      add(
          node,
          "Stale statistics of " + table.get(),
          "ANALYZE saw %,d rows; there are %,d".formatted(analyzed.getAsLong(), rows),
          "Run ANALYZE again.");
    }
  }

  private static String name(Node node) {
    String table = node.table().orElse("a subquery");
    return node.alias().map(alias -> table + " " + alias).orElse(table);
  }

  private void add(Node node, String title, String evidence, String remedy) {
    found.add(new Warning(node.id(), title, evidence, remedy));
  }

  static boolean isFullScan(Node node) {
    return node.kind() == Kind.SCAN && !node.automatic();
  }
}
