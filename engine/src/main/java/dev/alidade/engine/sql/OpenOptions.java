package dev.alidade.engine.sql;

/**
 * @param writable whether statements may change the file
 * @param attach whether ATTACH and DETACH may run: a query can then reach other files
 * @param extensions whether {@code load_extension} may load native code
 */
public record OpenOptions(boolean writable, boolean attach, boolean extensions) {
  public OpenOptions(boolean writable) {
    this(writable, false, false);
  }

  public static OpenOptions readOnly() {
    return new OpenOptions(false);
  }
}
