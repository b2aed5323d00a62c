package dev.alidade.app.sql;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A single value as text for the clipboard, whole. */
final class CopyText {
  private CopyText() {}

  /** Bytes are hexadecimal; NULL is empty. */
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }
}
