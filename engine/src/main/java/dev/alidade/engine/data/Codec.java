package dev.alidade.engine.data;

/** How bytes are packed; each is the common file format of its name. */
public enum Codec {
  /** Zstandard, RFC 8878. */
  ZSTD("Zstandard"),
  /** gzip, RFC 1952. */
  GZIP("gzip"),
  /** LZ4 frames (lz4/lz4, LZ4 Frame format 1.6). */
  LZ4("LZ4");

  private final String label;

  Codec(String label) {
    this.label = label;
  }

  /** The name that people use. */
  public String label() {
    return label;
  }
}
