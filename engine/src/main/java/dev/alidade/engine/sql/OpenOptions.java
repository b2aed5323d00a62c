package dev.alidade.engine.sql;

/**
 * @param writable whether statements may change the file
 */
public record OpenOptions(boolean writable) {
  public static OpenOptions readOnly() {
    return new OpenOptions(false);
  }
}
