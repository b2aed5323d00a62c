package dev.alidade.engine.dataset;

import java.util.Optional;

/**
 * How a file is read. Every part that is empty is detected.
 *
 * @param name name of the data set; the file's name where empty
 * @param delimiter of CSV files
 * @param header whether the first CSV record names the columns
 * @param table table of a SQLite file
 * @param badValues what happens to a value that does not fit the inferred type
 * @param decimalComma whether numbers of CSV files are written {@code 1.234,5}: with a comma before
 *     the decimals, and points, if any, between groups of three digits
 */
public record LoadOptions(
    Optional<String> name,
    Optional<Character> delimiter,
    Optional<Boolean> header,
    Optional<String> table,
    BadValues badValues,
    boolean decimalComma) {

  /** What happens when a late value does not fit the column's type. */
  public enum BadValues {
    /** The column becomes a wider type; nothing is lost. */
    WIDEN,
    /** The record goes to the rejects. */
    REJECT
  }

  public LoadOptions(
      Optional<String> name,
      Optional<Character> delimiter,
      Optional<Boolean> header,
      Optional<String> table,
      BadValues badValues) {
    this(name, delimiter, header, table, badValues, false);
  }

  public static LoadOptions defaults() {
    return new LoadOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), BadValues.WIDEN);
  }

  public LoadOptions withName(String value) {
    return new LoadOptions(Optional.of(value), delimiter, header, table, badValues, decimalComma);
  }

  public LoadOptions withTable(String value) {
    return new LoadOptions(name, delimiter, header, Optional.of(value), badValues, decimalComma);
  }

  public LoadOptions withBadValues(BadValues value) {
    return new LoadOptions(name, delimiter, header, table, value, decimalComma);
  }

  public LoadOptions withDecimalComma(boolean value) {
    return new LoadOptions(name, delimiter, header, table, badValues, value);
  }
}
