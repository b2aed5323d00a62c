package dev.alidade.engine.sql;

import dev.alidade.engine.sql.Explain.PlanRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * The schema of a database in memory, without a row in it, and with statistics as if it were full:
 * SQLite's planner looks at nothing else, so an index can be asked about without being filled.
 */
final class HypotheticalDatabase implements AutoCloseable {
  private final Connection connection;
  private final Map<String, IndexCandidate> candidates = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  private HypotheticalDatabase(Connection connection) {
    this.connection = connection;
  }

  static HypotheticalDatabase of(Connection original) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(false);
    HypotheticalDatabase copy =
        new HypotheticalDatabase(config.createConnection("jdbc:sqlite::memory:"));
    copy.copySchema(original);
    return copy;
  }

  /**
   * Objects that cannot be made without their data or module are left out; nor are triggers needed.
   */
  private void copySchema(Connection original) throws SQLException {
    try (Statement statement = original.createStatement();
        Statement create = connection.createStatement();
        ResultSet all =
            statement.executeQuery(
                "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'trigger'"
                    + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                    + " ORDER BY type = 'view', type = 'index', rowid")) {
      while (all.next()) {
        names.add(TableFacts.lower(all.getString(1)));
        attempt(create, all.getString(2));
      }
      create.executeUpdate("ANALYZE");
    }
  }

  private static boolean attempt(Statement statement, String sql) {
    try {
      statement.executeUpdate(sql);
      return true;
    } catch (SQLException e) {
      return false; // not every expression can be a key, not every module is here
    }
  }

  /** Adds an index that does not exist; returns whether SQLite can make it. */
  boolean add(IndexCandidate candidate, String statistics) throws SQLException {
    String name = candidate.name(names);
    try (Statement statement = connection.createStatement()) {
      if (!attempt(statement, candidate.createSql(name))) {
        return false;
      }
    }
    names.add(TableFacts.lower(name));
    candidates.put(TableFacts.lower(name), candidate);
    setStatistics(candidate.table(), Optional.of(name), statistics);
    return true;
  }

  /**
   * @param index empty for the table itself
   */
  void setStatistics(String table, Optional<String> index, String statistics) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)")) {
      insert.setString(1, table);
      insert.setString(2, index.orElse(null));
      insert.setString(3, statistics);
      insert.executeUpdate();
    }
  }

  /** Drops all candidates that begin with the same column as one of these. */
  void dropAlike(Set<IndexCandidate> chosen) throws SQLException {
    List<String> alike =
        candidates.entrySet().stream()
            .filter(entry -> chosen.stream().anyMatch(entry.getValue()::beginsLike))
            .map(Map.Entry::getKey)
            .toList();
    for (String name : alike) {
      candidates.remove(name);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(IndexCandidate.dropSql(name));
      }
    }
  }

  void loadStatistics() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("ANALYZE sqlite_schema");
    }
  }

  /** The candidates that the planner would take for a query. */
  Set<IndexCandidate> chosen(SqlStatement query) throws SQLException {
    Set<IndexCandidate> chosen = new LinkedHashSet<>();
    for (PlanRow row : Explain.plan(connection, query)) {
      PlanLine.parse(row.detail())
          .index()
          .map(name -> candidates.get(TableFacts.lower(name)))
          .ifPresent(chosen::add);
    }
    return chosen;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
