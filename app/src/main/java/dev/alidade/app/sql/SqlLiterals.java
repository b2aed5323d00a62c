package dev.alidade.app.sql;

import dev.alidade.app.sql.SqlTokens.Kind;
import dev.alidade.app.sql.SqlTokens.Token;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes values into SQL so that SQLite reads exactly them. */
final class SqlLiterals {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private SqlLiterals() {}

  /**
   * @param value as SQLite gives it: null, a number, text or bytes
   */
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      // Its digits alone would be a decimal number: 9223372036854775808 does not fit.
      case Long number when number == Long.MIN_VALUE -> "(-9223372036854775807 - 1)";
      case Double number when number.isInfinite() -> number > 0 ? "9e999" : "-9e999";
      case Number number -> number.toString();
      case byte[] bytes -> "X'" + HEX.formatHex(bytes) + "'";
      default -> text(value.toString());
    };
  }

  /** SQL ends at its first zero character, so text with one is written as bytes. */
  private static String text(String text) {
    return text.indexOf('\0') < 0
        ? "'" + text.replace("'", "''") + "'"
        : "CAST(" + of(text.getBytes(StandardCharsets.UTF_8)) + " AS TEXT)";
  }

  /** A name in quotes. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * A statement with its parameters written out.
   *
   * @param values in SQLite's own numbering; those that are missing are NULL
   */
  static String inlined(String sql, List<? extends @Nullable Object> values) {
    Map<String, Integer> byName = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    int highest = 0;
    for (Token token : SqlTokens.of(sql)) {
      if (token.kind() != Kind.PARAMETER) {
        text.append(token.text());
        continue;
      }
      String name = token.text();
      int number;
      if (name.equals("?")) {
        number = highest + 1;
      } else if (name.startsWith("?")) {
        number = Integer.parseInt(name.substring(1));
      } else {
        number = byName.getOrDefault(name, highest + 1);
        byName.put(name, number);
      }
      highest = Math.max(highest, number);
      text.append(of(number <= values.size() ? values.get(number - 1) : null));
    }
    return text.toString();
  }
}
