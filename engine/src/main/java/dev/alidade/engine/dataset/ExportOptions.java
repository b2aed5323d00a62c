package dev.alidade.engine.dataset;

/** How a data set is written. */
public record ExportOptions(Format format, boolean overwrite) {
  public enum Format {
    CSV,
    TSV,
    JSON,
    NDJSON,
    SQLITE
  }
}
