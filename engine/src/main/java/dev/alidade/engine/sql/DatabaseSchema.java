package dev.alidade.engine.sql;

import java.util.List;

/** Tables, indexes and triggers of a database. */
public record DatabaseSchema(
    List<Table> tables, List<Index> indexes, List<Trigger> triggers, long fileBytes) {
  public DatabaseSchema {
    tables = List.copyOf(tables);
    indexes = List.copyOf(indexes);
    triggers = List.copyOf(triggers);
  }

  /**
   * @param rows counted; negative when the table was too large to count quickly
   * @param bytes from dbstat; negative where unknown
   */
  public record Table(
      String name,
      boolean view,
      boolean virtual,
      List<TableColumn> columns,
      long rows,
      long bytes,
      String sql) {
    public Table {
      columns = List.copyOf(columns);
    }
  }

  public record TableColumn(String name, String type, boolean notNull, boolean primaryKey) {}

  public record Index(
      String name, String table, List<String> columns, boolean unique, long bytes, String sql) {
    public Index {
      columns = List.copyOf(columns);
    }
  }

  public record Trigger(String name, String table, String sql) {}
}
