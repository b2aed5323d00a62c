package dev.alidade.engine.dataset;

/** Name and type of a column. */
public record Field(String name, ColumnType type, boolean nullable) {
  public Field withName(String newName) {
    return new Field(newName, type, nullable);
  }
}
