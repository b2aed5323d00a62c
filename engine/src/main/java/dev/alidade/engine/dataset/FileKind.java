package dev.alidade.engine.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Which reader a file needs, by its name; by its first bytes where the name says nothing. */
enum FileKind {
  CSV,
  JSON,
  NDJSON,
  PARQUET,
  NPY,
  SQLITE;

  /** First bytes of files that people take for data. */
  private record Signature(String description, int... bytes) {
    boolean matches(byte[] head) {
      if (head.length < bytes.length) {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        if ((head[i] & 0xFF) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("a JPEG image", 0xFF, 0xD8, 0xFF),
          new Signature("a PNG image", 0x89, 'P', 'N', 'G'),
          new Signature("a GIF image", 'G', 'I', 'F', '8'),
          new Signature("a PDF document", '%', 'P', 'D', 'F'),
          new Signature("a zip archive or an Office document", 'P', 'K', 3, 4),
          new Signature("gzip-compressed", 0x1F, 0x8B),
          new Signature("Zstandard-compressed", 0x28, 0xB5, 0x2F, 0xFD),
          new Signature("a Parquet file", 'P', 'A', 'R', '1'),
          new Signature("a SQLite database", 'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f'));

  private static final byte[] SQLITE_HEADER =
      "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.ISO_8859_1);

  private static boolean starts(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  static FileKind of(SourceFile file) {
    return switch (file.extension()) {
      case "csv", "tsv", "tab", "psv" -> CSV;
      case "json" -> JSON;
      case "ndjson", "jsonl" -> NDJSON;
      case "parquet", "pq" -> PARQUET;
      case "npy" -> NPY;
      case "sqlite", "sqlite3", "db", "db3" -> SQLITE;
      default -> byContent(file.head(4_096));
    };
  }

  private static FileKind byContent(byte[] head) {
    if (isSqlite(head)) {
      return SQLITE;
    }
    if (starts(head, PARQUET_MAGIC)) {
      return PARQUET;
    }
    if (starts(head, NpyFile.MAGIC)) {
      return NPY;
    }
    String start = new String(head, StandardCharsets.UTF_8).strip();
    if (start.startsWith("[{") || start.startsWith("[\n") || start.startsWith("{")) {
      return JSON;
    }
    return CSV;
  }

  static boolean isSqlite(byte[] head) {
    return head.length >= SQLITE_HEADER.length && Arrays.equals(SQLITE_HEADER, 0, 16, head, 0, 16);
  }

  /** {@code ": it is a JPEG image"}, or nothing for bytes that are not known. */
  static String described(byte[] head) {
    return SIGNATURES.stream()
        .filter(signature -> signature.matches(head))
        .findFirst()
        .map(signature -> ": it is " + signature.description())
        .orElse("");
  }
}
