package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.Explain.PlanRow;
import dev.alidade.engine.sql.IndexFinding.Kind;
import dev.alidade.engine.sql.TableFacts.IndexEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for indexes that another one makes needless, or that no known query takes. */
final class IndexReview {
  private final Connection connection;
  private final TableFacts facts;

  IndexReview(Connection connection, TableFacts facts) {
    this.connection = connection;
    this.facts = facts;
  }

  /**
   * @param history queries whose plans are asked for; those that fail by now are passed over
   */
  List<IndexFinding> read(List<SqlStatement> history, Progress progress) throws SQLException {
    facts.refresh(connection);
    List<IndexFinding> found = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (IndexEntry index : facts.indexes()) {
      Optional<String> better = better(index);
      if (better.isPresent()) {
        named.add(index.name());
        found.add(
            finding(
                Kind.REDUNDANT, index, "%s starts with the same columns.".formatted(better.get())));
      }
    }
    Used used = used(history, progress);
    for (IndexEntry index : facts.indexes()) {
      boolean candidate = index.sql().isPresent() && !index.unique() && named.add(index.name());
      if (candidate && used.queries() > 0 && !used.indexes().contains(lower(index))) {
        found.add(
            finding(
                Kind.UNUSED,
                index,
                "None of the %,d query shapes in the history takes it.".formatted(used.queries())));
      }
    }
    return found;
  }

  private static String lower(IndexEntry index) {
    return TableFacts.lower(index.name());
  }

  private IndexFinding finding(Kind kind, IndexEntry index, String evidence) throws SQLException {
    return new IndexFinding(
        kind,
        index.name(),
        index.table(),
        evidence,
        IndexCandidate.dropSql(index.name()),
        index.sql().orElse(""),
        facts.bytes(connection, index.name()).orElse(-1));
  }

  /** An index that can do all that this one does. */
  private Optional<String> better(IndexEntry index) throws SQLException {
    if (index.unique() || index.partial() || index.sql().isEmpty()) {
      return Optional.empty();
    }
    List<String> keys = keys(index);
    for (IndexEntry other : facts.indexesOf(index.table())) {
      if (other.name().equals(index.name()) || other.partial()) {
        continue;
      }
      List<String> otherKeys = keys(other);
      boolean starts =
          otherKeys.size() >= keys.size() && otherKeys.subList(0, keys.size()).equals(keys);
      boolean twin = otherKeys.equals(keys) && !other.unique();
      if (starts && (!twin || other.name().compareTo(index.name()) < 0)) {
        return Optional.of(other.name());
      }
    }
    return Optional.empty();
  }

  /** Columns with collation and direction; an expression is unlike any other. */
  private List<String> keys(IndexEntry index) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(name, 'expression ' || seqno || ' of ' || ?1), \"desc\", coll"
                + " FROM pragma_index_xinfo(?1) WHERE key ORDER BY seqno")) {
      select.setString(1, index.name());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getString(1) + " " + rows.getInt(2) + " " + rows.getString(3));
        }
      }
    }
    return keys;
  }

  private record Used(int queries, Set<String> indexes) {}

  private Used used(List<SqlStatement> history, Progress progress) {
    Set<String> indexes = new HashSet<>();
    int queries = 0;
    for (SqlStatement query : history) {
      progress.check("looking through the history");
      Optional<Set<String>> named = named(query);
      named.ifPresent(indexes::addAll);
      queries += named.isPresent() ? 1 : 0;
    }
    return new Used(queries, indexes);
  }

  /** Indexes in the plan of a query; empty for a query of a schema that is no more. */
  private Optional<Set<String>> named(SqlStatement query) {
    try {
      Set<String> indexes = new HashSet<>();
      for (PlanRow row : Explain.plan(connection, query)) {
        PlanLine.parse(row.detail()).index().map(TableFacts::lower).ifPresent(indexes::add);
      }
      return Optional.of(indexes);
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
