package dev.alidade.engine.sql;

import java.util.List;
import java.util.Optional;

/** Tables, indexes, triggers and foreign keys of a database. */
public record DatabaseSchema(
    List<Table> tables,
    List<Index> indexes,
    List<Trigger> triggers,
    List<ForeignKey> foreignKeys,
    long fileBytes) {
  public DatabaseSchema {
    tables = List.copyOf(tables);
    indexes = List.copyOf(indexes);
    triggers = List.copyOf(triggers);
    foreignKeys = List.copyOf(foreignKeys);
  }

  /** The table or view of a name; names ignore case. */
  public Optional<Table> table(String name) {
    return tables.stream().filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
  }

  public List<Index> indexesOf(String table) {
    return indexes.stream().filter(i -> i.table().equalsIgnoreCase(table)).toList();
  }

  public List<Trigger> triggersOf(String table) {
    return triggers.stream().filter(t -> t.table().equalsIgnoreCase(table)).toList();
  }

  /** Foreign keys that a table declares. */
  public List<ForeignKey> foreignKeysOf(String table) {
    return foreignKeys.stream().filter(k -> k.table().equalsIgnoreCase(table)).toList();
  }

  /** Foreign keys of any table that refer to this one. */
  public List<ForeignKey> referencesTo(String table) {
    return foreignKeys.stream().filter(k -> k.referencedTable().equalsIgnoreCase(table)).toList();
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

  /**
   * @param partial whether it holds only the rows of its WHERE
   * @param sql empty where a constraint of the table made it
   */
  public record Index(
      String name,
      String table,
      List<String> columns,
      boolean unique,
      boolean partial,
      long bytes,
      String sql) {
    public Index {
      columns = List.copyOf(columns);
    }
  }

  public record Trigger(String name, String table, String sql) {}

  /**
   * A relation between two tables.
   *
   * @param columns of the table that declares it
   * @param referencedTable as declared: it need not exist
   * @param referencedColumns as many, in the same order; the primary key where none are declared;
   *     empty where neither is known
   * @param onDelete for example {@code CASCADE} or {@code NO ACTION}
   */
  public record ForeignKey(
      String table,
      List<String> columns,
      String referencedTable,
      List<String> referencedColumns,
      String onUpdate,
      String onDelete) {
    public ForeignKey {
      columns = List.copyOf(columns);
      referencedColumns = List.copyOf(referencedColumns);
    }
  }
}
