package dev.alidade.engine.sql;

/**
 * An index that costs more than it gives.
 *
 * @param evidence a whole sentence
 * @param undoSql the statement that makes it again
 * @param bytes its size; negative where unknown
 */
public record IndexFinding(
    Kind kind,
    String index,
    String table,
    String evidence,
    String dropSql,
    String undoSql,
    long bytes) {
  /** What is wrong with it. */
  public enum Kind {
    /** Another index starts with the same columns. */
    REDUNDANT,
    /** No query of the history takes it. */
    UNUSED
  }
}
