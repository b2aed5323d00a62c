package dev.alidade.engine.sql;

import dev.alidade.engine.sql.DatabaseSchema.ForeignKey;
import dev.alidade.engine.sql.DatabaseSchema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the relations between tables. */
final class ForeignKeys {
  private final Connection connection;

  ForeignKeys(Connection connection) {
    this.connection = connection;
  }

  List<ForeignKey> of(List<Table> tables) throws SQLException {
    List<ForeignKey> found = new ArrayList<>();
    for (Table table : tables) {
      if (!table.view() && !table.virtual()) {
        found.addAll(of(table.name()));
      }
    }
    return found;
  }

  /** SQLite gives a row a column, and counts the keys from the last that was declared. */
  private List<ForeignKey> of(String table) throws SQLException {
    Map<Long, ForeignKey> keys = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, \"from\", \"table\", \"to\", on_update, on_delete"
                + " FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq")) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ForeignKey part =
              new ForeignKey(
                  table,
                  List.of(rows.getString(2)),
                  rows.getString(3),
                  rows.getString(4) == null ? List.of() : List.of(rows.getString(4)),
                  rows.getString(5),
                  rows.getString(6));
          keys.merge(rows.getLong(1), part, ForeignKeys::joined);
        }
      }
    }
    List<ForeignKey> whole = new ArrayList<>();
    for (ForeignKey key : keys.values()) {
      whole.add(key.referencedColumns().isEmpty() ? toPrimaryKey(key) : key);
    }
    return whole;
  }

  private static ForeignKey joined(ForeignKey key, ForeignKey part) {
    List<String> columns = new ArrayList<>(key.columns());
    columns.addAll(part.columns());
    List<String> referenced = new ArrayList<>(key.referencedColumns());
    referenced.addAll(part.referencedColumns());
    return new ForeignKey(
        key.table(), columns, key.referencedTable(), referenced, key.onUpdate(), key.onDelete());
  }

  private ForeignKey toPrimaryKey(ForeignKey key) throws SQLException {
    List<String> primary = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk")) {
      select.setString(1, key.referencedTable());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          primary.add(rows.getString(1));
        }
      }
    }
    return new ForeignKey(
        key.table(),
        key.columns(),
        key.referencedTable(),
        primary.size() == key.columns().size() ? primary : List.of(),
        key.onUpdate(),
        key.onDelete());
  }
}
