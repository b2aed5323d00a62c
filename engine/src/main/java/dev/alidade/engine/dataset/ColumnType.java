package dev.alidade.engine.dataset;

/** Type of a column. */
public enum ColumnType {
  BOOL("bool"),
  INT64("int64"),
  FLOAT64("float64"),
  /** Milliseconds since 1970-01-01T00:00Z. */
  TIMESTAMP("timestamp"),
  STRING("string"),
  /** A fixed number of 32-bit floats in each row. */
  VECTOR("vector");

  private final String label;

  ColumnType(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  public boolean isNumeric() {
    return this == INT64 || this == FLOAT64;
  }
}
