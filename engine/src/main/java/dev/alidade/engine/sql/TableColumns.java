package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Column names of tables and views, read at their first use. Used by one thread at a time. */
final class TableColumns {
  private final Connection connection;
  private final Map<String, Columns> known = new HashMap<>();

  TableColumns(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param stored those that are not generated, so that a value can be written to them
   * @param rowid the column that is another name of the rowid
   */
  record Columns(List<String> names, List<String> stored, Optional<String> rowid) {
    /** The name as the table spells it. */
    Optional<String> named(String name) {
      return names.stream().filter(name::equalsIgnoreCase).findFirst();
    }
  }

  Columns of(String table) throws SQLException {
    Columns columns = known.get(TableFacts.lower(table));
    if (columns == null) {
      columns = read(table);
      known.put(TableFacts.lower(table), columns);
    }
    return columns;
  }

  private Columns read(String table) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> stored = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    boolean integer = false;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name, type, pk, hidden FROM pragma_table_xinfo(?) WHERE hidden <> 1"
                + " ORDER BY cid")) {
      select.setString(1, table);
      try (ResultSet all = select.executeQuery()) {
        while (all.next()) {
          names.add(all.getString(1));
          if (all.getInt(4) == 0) {
            stored.add(all.getString(1));
          }
          if (all.getInt(3) > 0) {
            keys.add(all.getString(1));
            integer = "INTEGER".equalsIgnoreCase(all.getString(2));
          }
        }
      }
    }
    boolean rowid = keys.size() == 1 && integer;
    return new Columns(
        List.copyOf(names),
        List.copyOf(stored),
        rowid ? Optional.of(keys.getFirst()) : Optional.empty());
  }
}
