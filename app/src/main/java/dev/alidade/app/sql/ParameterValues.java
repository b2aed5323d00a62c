package dev.alidade.app.sql;

import dev.alidade.engine.sql.SqlParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a user typed for parameters into values. */
final class ParameterValues {
  private ParameterValues() {}

  /**
   * @param names as the engine gives them, one for each parameter in SQLite's own numbering
   */
  static SqlParameters of(List<String> names, Map<String, String> typed) {
    // All by their place: a statement may mix names and question marks.
    List<@Nullable Object> values = new ArrayList<>();
    for (String name : names) {
      values.add(value(typed.getOrDefault(name, "")));
    }
    return SqlParameters.of(values, Map.of());
  }

  /** A whole number, a decimal, {@code null}, or else text; quotes make text of anything. */
  static @Nullable Object value(String typed) {
    String text = typed.strip();
    if (text.isEmpty() || text.equalsIgnoreCase("null")) {
      return null;
    }
    if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    if (isNumber(text.startsWith("-") ? text.substring(1) : text) && text.length() <= 18) {
      return Long.valueOf(text);
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
