package dev.alidade.engine.dataset;

/**
 * How a data set is written.
 *
 * @param formulasAsText whether a text cell of CSV and TSV that a spreadsheet would run as a
 *     formula (it starts with {@code = + - @}, a tab or a carriage return) gets an apostrophe
 *     before it
 */
public record ExportOptions(Format format, boolean overwrite, boolean formulasAsText) {
  public ExportOptions(Format format, boolean overwrite) {
    this(format, overwrite, false);
  }

  public enum Format {
    CSV,
    TSV,
    JSON,
    NDJSON,
    PARQUET,
    NPY,
    SQLITE
  }
}
