package dev.alidade.engine.sql;

import dev.alidade.engine.sql.DatabaseSchema.Index;
import dev.alidade.engine.sql.DatabaseSchema.Table;
import dev.alidade.engine.sql.DatabaseSchema.TableColumn;
import dev.alidade.engine.sql.DatabaseSchema.Trigger;
import dev.alidade.engine.sql.TableFacts.IndexEntry;
import dev.alidade.engine.sql.TableFacts.TableEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the main database is made of; SQLite's own tables stay out. */
final class SchemaReader {
  private final Connection connection;
  private final TableFacts facts;

  SchemaReader(Connection connection, TableFacts facts) {
    this.connection = connection;
    this.facts = facts;
  }

  DatabaseSchema read(Optional<Path> file) throws SQLException {
    facts.refresh(connection);
    List<Table> tables = new ArrayList<>();
    for (TableEntry entry : facts.tables()) {
      if (!entry.name().startsWith("sqlite_") && !entry.kind().equals("shadow")) {
        tables.add(table(entry));
      }
    }
    List<Index> indexes = new ArrayList<>();
    for (IndexEntry entry : facts.indexes()) {
      indexes.add(
          new Index(
              entry.name(),
              entry.table(),
              entry.columns().stream().map(c -> c.isEmpty() ? "(expression)" : c).toList(),
              entry.unique(),
              entry.partial(),
              facts.bytes(connection, entry.name()).orElse(-1),
              entry.sql().orElse("")));
    }
    return new DatabaseSchema(
        tables, indexes, triggers(), new ForeignKeys(connection).of(tables), fileBytes(file));
  }

  private long fileBytes(Optional<Path> file) {
    try {
      return file.isPresent() ? Files.size(file.get()) : facts.fileBytes();
    } catch (IOException e) {
      return facts.fileBytes(); // deleted while open: SQLite still has it
    }
  }

  private Table table(TableEntry entry) throws SQLException {
    List<TableColumn> columns = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?)"
                + " WHERE hidden <> 1 ORDER BY cid")) {
      select.setString(1, entry.name());
      try (ResultSet all = select.executeQuery()) {
        while (all.next()) {
          columns.add(
              new TableColumn(
                  all.getString(1), all.getString(2), all.getBoolean(3), all.getInt(4) > 0));
        }
      }
    }
    return new Table(
        entry.name(),
        entry.kind().equals("view"),
        entry.kind().equals("virtual"),
        columns,
        facts.rows(connection, entry.name()).orElse(-1),
        facts.bytes(connection, entry.name()).orElse(-1),
        entry.sql());
  }

  private List<Trigger> triggers() throws SQLException {
    List<Trigger> triggers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet all =
            statement.executeQuery(
                "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'"
                    + " ORDER BY name")) {
      while (all.next()) {
        triggers.add(new Trigger(all.getString(1), all.getString(2), all.getString(3)));
      }
    }
    return triggers;
  }
}
