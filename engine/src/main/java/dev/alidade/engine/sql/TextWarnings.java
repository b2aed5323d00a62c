package dev.alidade.engine.sql;

import dev.alidade.engine.sql.QueryAnalysis.Warning;
import dev.alidade.engine.sql.QueryPlan.Node;
import dev.alidade.engine.sql.TableFacts.IndexEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the text of a query keeps SQLite from doing, told only where the plan shows it. */
final class TextWarnings {
  /** Bytes of a row from which reading columns that nobody needs is felt. */
  private static final long WIDE_ROW_BYTES = 400;

  private final Connection connection;
  private final TableFacts facts;
  private final SqlStatement statement;
  private final List<Node> nodes;
  private final List<Warning> found = new ArrayList<>();

  private TextWarnings(
      Connection connection, TableFacts facts, SqlStatement statement, QueryPlan plan) {
    this.connection = connection;
    this.facts = facts;
    this.statement = statement;
    this.nodes = PlanNodes.all(plan.roots()).toList();
  }

  static List<Warning> of(
      Connection connection, TableFacts facts, SqlStatement statement, QueryPlan plan)
      throws SQLException {
    TextWarnings warnings = new TextWarnings(connection, facts, statement, plan);
    Optional<List<TableUse>> uses =
        ShapeReader.read(statement.sql(), facts, new TableColumns(connection));
    for (TableUse use : uses.orElse(List.of())) {
      Optional<Node> scan = warnings.scanOf(use.table().name());
      if (scan.isPresent()) {
        warnings.unusedIndexes(use, scan.get());
        warnings.alternatives(use, scan.get());
      }
    }
    warnings.patterns();
    warnings.wideRows();
    return warnings.found;
  }

  private Optional<Node> scanOf(String table) {
    return nodes.stream()
        .filter(PlanWarnings::isFullScan)
        .filter(node -> node.table().filter(table::equalsIgnoreCase).isPresent())
        .filter(node -> node.tableRows().orElse(0L) >= PlanWarnings.BIG_TABLE_ROWS)
        .findFirst();
  }

  /** A term on an expression of an indexed column, or one whose types do not fit the index. */
  private void unusedIndexes(TableUse use, Node scan) {
    Set<String> keys = new LinkedHashSet<>(use.equal());
    keys.addAll(use.range());
    for (String key : keys) {
      boolean column = use.columns().names().stream().anyMatch(c -> named(c, key));
      Optional<IndexEntry> index =
          facts.indexesOf(use.table().name()).stream()
              .filter(i -> !i.partial() && !i.columns().getFirst().isEmpty())
              .filter(i -> column ? named(i.columns().getFirst(), key) : mentions(key, i))
              .findFirst();
      if (index.isEmpty() || scan.index().filter(index.get().name()::equals).isPresent()) {
        continue;
      }
      String name = index.get().name();
      if (!column) {
        boolean collation = key.toUpperCase(Locale.ROOT).contains(" COLLATE ");
        add(
            scan,
            "Index %s cannot be used".formatted(name),
            "the term is on %s, the index on %s".formatted(key, index.get().columns().getFirst()),
            collation
                ? "Create an index with the same collation, or leave COLLATE out."
                : "Compare the bare column, or create an index on the expression.");
      } else if (use.equal().contains(key)) {
        add(
            scan,
            "Index %s is not used".formatted(name),
            "%s is compared for equality, yet the table is scanned".formatted(key),
            "Types, affinity or collation of the two sides differ, or the index tells few rows"
                + " apart: compare values of the column's own type, and run ANALYZE.");
      }
    }
  }

  private static boolean named(String column, String key) {
    return SqlText.readableName(column).equalsIgnoreCase(key);
  }

  private static boolean mentions(String expression, IndexEntry index) {
    String column = index.columns().getFirst();
    return SqlTokenizer.meaningful(expression).stream()
        .anyMatch(t -> t.isIdentifier() && t.unquoted().equalsIgnoreCase(column));
  }

  private void alternatives(TableUse use, Node scan) {
    if (!use.alternatives().isEmpty()) {
      add(
          scan,
          "OR without an index for each arm",
          "%s is scanned; the arms compare %s"
              .formatted(use.table().name(), String.join(", ", use.alternatives())),
          "Give each of these columns an index (SQLite then joins the findings), or write UNION.");
    }
  }

  private void patterns() {
    List<SqlToken> tokens = SqlTokenizer.meaningful(statement.sql());
    for (int i = 1; i + 1 < tokens.size(); i++) {
      SqlToken word = tokens.get(i);
      SqlToken pattern = tokens.get(i + 1);
      boolean like = word.isWord("LIKE");
      boolean glob = word.isWord("GLOB");
      if ((!like && !glob) || pattern.kind() != SqlToken.Kind.STRING) {
        continue;
      }
      String text = pattern.unquoted();
      Optional<Node> scan = nodes.stream().filter(PlanWarnings::isFullScan).findFirst();
      if (scan.isPresent()
          && !text.isEmpty()
          && (like ? "%_" : "*?[").indexOf(text.charAt(0)) >= 0) {
        add(
            scan.get(),
            "Pattern starts with a wildcard",
            "%s %s %s fits any beginning, so no index can be searched"
                .formatted(tokens.get(i - 1).text(), word.text(), pattern.text()),
            "Use a full-text table (FTS5, for parts of words with the trigram tokenizer).");
      } else if (scan.isPresent() && like && isIndexed(tokens.get(i - 1).unquoted())) {
        add(
            scan.get(),
            "LIKE ignores case, the index does not",
            "%s LIKE %s is searched only in an index with COLLATE NOCASE"
                .formatted(tokens.get(i - 1).text(), pattern.text()),
            "Use GLOB, or create the index with COLLATE NOCASE.");
      }
    }
  }

  private boolean isIndexed(String column) {
    return facts.indexes().stream()
        .anyMatch(i -> !i.columns().isEmpty() && i.columns().getFirst().equalsIgnoreCase(column));
  }

  private void wideRows() throws SQLException {
    List<SqlToken> tokens = SqlTokenizer.meaningful(statement.sql());
    boolean star = false;
    for (int i = 0; i + 1 < tokens.size() && !star; i++) {
      boolean before = tokens.get(i).isWord("SELECT") || tokens.get(i).isOperator(",");
      star = before && tokens.get(i + 1).isOperator("*");
    }
    if (!star) {
      return;
    }
    Set<String> seen = new LinkedHashSet<>();
    for (Node node : nodes) {
      long rows = node.tableRows().orElse(0L);
      if (node.table().isEmpty() || rows == 0 || !seen.add(node.table().get())) {
        continue;
      }
      OptionalLong bytes = facts.bytes(connection, node.table().get());
      if (bytes.isPresent() && bytes.getAsLong() / rows > WIDE_ROW_BYTES) {
        add(
            node,
            "SELECT * over wide rows of " + node.table().get(),
            "a row takes %,d bytes on average".formatted(bytes.getAsLong() / rows),
            "Name the columns that are needed: an index can then cover the query.");
      }
    }
  }

  private void add(Node node, String title, String evidence, String remedy) {
    found.add(new Warning(node.id(), title, evidence, remedy));
  }
}
