package dev.alidade.app.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.app.format.Figures;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One value, whole, as a person reads it: JSON indented, bytes as a hexadecimal dump, text as it
 * is.
 *
 * @param kind what it is, for example {@code JSON text}
 * @param size how large it is
 * @param body cut where it is too long to show
 * @param cut whether it was cut
 */
record CellText(String kind, String size, String body, boolean cut) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  private static final HexFormat HEX = HexFormat.of();

  /** A text area lays out all that it is given. */
  private static final int MOST_CHARACTERS = 200_000;

  private static final int MOST_BYTES = 16 * 1024;

  /** Bytes a line that fit into the column of details. */
  private static final int BYTES_A_LINE = 8;

  static CellText of(@Nullable Object value) {
    return switch (value) {
      case null -> new CellText("NULL", "", "null", false);
      case byte[] bytes -> of(bytes);
      case String text -> of(text);
      case Long number -> new CellText("integer", "", Figures.count(number), false);
      case Double number -> new CellText("real", "", number.toString(), false);
      default -> new CellText("value", "", value.toString(), false);
    };
  }

  private static CellText of(String text) {
    String size =
        Figures.counted(text.codePointCount(0, text.length()), "character")
            + " · "
            + Figures.bytes(text.getBytes(StandardCharsets.UTF_8).length);
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        String pretty =
            JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(text));
        return cut("JSON text", size, pretty);
      } catch (JsonProcessingException e) {
        return cut("text", size, text);
      }
    }
    return cut("text", size, text);
  }

  private static CellText cut(String kind, String size, String body) {
    boolean cut = body.length() > MOST_CHARACTERS;
    return new CellText(kind, size, cut ? body.substring(0, MOST_CHARACTERS) : body, cut);
  }

  /** Offset, bytes, and those that are letters. */
  private static CellText of(byte[] bytes) {
    StringBuilder dump = new StringBuilder();
    int shown = Math.min(bytes.length, MOST_BYTES);
    for (int from = 0; from < shown; from += BYTES_A_LINE) {
      dump.append("%06x ".formatted(from));
      StringBuilder letters = new StringBuilder();
      for (int i = from; i < from + BYTES_A_LINE; i++) {
        if (i < shown) {
          dump.append(' ').append(HEX.toHexDigits(bytes[i]));
          letters.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
        } else {
          dump.append("   ");
        }
      }
      dump.append("  ").append(letters).append('\n');
    }
    return new CellText("BLOB", Figures.bytes(bytes.length), dump.toString(), shown < bytes.length);
  }
}
