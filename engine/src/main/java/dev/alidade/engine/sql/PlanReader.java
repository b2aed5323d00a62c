package dev.alidade.engine.sql;

import dev.alidade.engine.sql.Explain.PlanRow;
import dev.alidade.engine.sql.QueryPlan.Node;
import dev.alidade.engine.sql.TableFacts.TableEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads a query's plan as a tree, with what is known of the tables and the planner's costs. */
final class PlanReader {
  /** Sizes read the whole file once after each change: 50 ms for one of this size. */
  private static final long SIZED_FILE_BYTES = 32L << 20;

  private final Connection connection;
  private final TableFacts facts;

  PlanReader(Connection connection, TableFacts facts) {
    this.connection = connection;
    this.facts = facts;
  }

  QueryPlan read(SqlStatement statement) throws SQLException {
    facts.refresh(connection);
    List<PlanRow> rows = Explain.plan(connection, statement);
    SourceNames names = new SourceNames(statement.sql(), facts);
    Map<Integer, Double> shares =
        new PlanCosts(rows, names, SubqueryPlaces.of(statement.sql()), facts).shares();
    Map<Integer, List<PlanRow>> byParent =
        rows.stream().collect(Collectors.groupingBy(PlanRow::parent));
    StringBuilder text = new StringBuilder("QUERY PLAN");
    write(byParent, 0, "", text);
    return new QueryPlan(nodes(byParent, 0, names, shares), text.toString());
  }

  private List<Node> nodes(
      Map<Integer, List<PlanRow>> byParent,
      int parent,
      SourceNames names,
      Map<Integer, Double> shares)
      throws SQLException {
    List<Node> nodes = new ArrayList<>();
    for (PlanRow row : byParent.getOrDefault(parent, List.of())) {
      PlanLine line = PlanLine.parse(row.detail());
      Optional<TableEntry> table = line.source().flatMap(names::table);
      Optional<String> name = table.map(TableEntry::name);
      Optional<String> alias =
          line.source().filter(source -> !source.equalsIgnoreCase(name.orElse("")));
      Double share = shares.get(row.id());
      Optional<Long> rows = tableRows(name);
      Optional<Long> estimated = estimatedRows(line, table);
      nodes.add(
          new Node(
              row.id(),
              line.kind(),
              row.detail(),
              name,
              alias,
              line.index(),
              line.constraint(),
              line.covering(),
              line.automatic(),
              line.correlated(),
              share == null ? OptionalDouble.empty() : OptionalDouble.of(share),
              rows,
              estimated,
              bytes(name),
              bytes(line.index().filter(index -> facts.index(index).isPresent())),
              selectivity(estimated, rows),
              nodes(byParent, row.id(), names, shares)));
    }
    return nodes;
  }

  private Optional<Long> tableRows(Optional<String> table) throws SQLException {
    OptionalLong rows =
        table.isPresent() ? facts.rows(connection, table.get()) : OptionalLong.empty();
    return rows.isPresent() ? Optional.of(rows.getAsLong()) : Optional.empty();
  }

  private Optional<Long> bytes(Optional<String> object) throws SQLException {
    OptionalLong bytes =
        object.isPresent() && facts.fileBytes() <= SIZED_FILE_BYTES
            ? facts.bytes(connection, object.get())
            : OptionalLong.empty();
    return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
  }

  private static OptionalDouble selectivity(Optional<Long> estimated, Optional<Long> rows) {
    return estimated.isPresent() && rows.filter(all -> all > 0).isPresent()
        ? OptionalDouble.of(Math.min(1, estimated.get() / (double) rows.get()))
        : OptionalDouble.empty();
  }

  /** The planner's rows of a loop, where ANALYZE has left statistics for it. */
  private Optional<Long> estimatedRows(PlanLine line, Optional<TableEntry> table) {
    if (table.isEmpty() || facts.analyzedRows(table.get().name()).isEmpty()) {
      return Optional.empty();
    }
    return switch (line.kind()) {
      case SCAN, SEARCH -> Optional.of(Math.round(PlanCosts.rows(line, table.get(), facts)));
      case TEMP_B_TREE,
          SUBQUERY,
          CO_ROUTINE,
          MATERIALIZE,
          COMPOUND,
          MULTI_INDEX_OR,
          VIRTUAL_TABLE,
          BLOOM_FILTER,
          CONSTANT_ROW,
          OTHER ->
          Optional.empty();
    };
  }

  /** The tree as the sqlite3 command draws it. */
  private static void write(
      Map<Integer, List<PlanRow>> byParent, int parent, String indent, StringBuilder text) {
    List<PlanRow> children = byParent.getOrDefault(parent, List.of());
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      PlanRow row = children.get(i);
      text.append('\n').append(indent).append(last ? "`--" : "|--").append(row.detail());
      write(byParent, row.id(), indent + (last ? "   " : "|  "), text);
    }
  }
}
