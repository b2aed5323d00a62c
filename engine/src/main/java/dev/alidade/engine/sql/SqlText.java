package dev.alidade.engine.sql;

import dev.alidade.engine.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be said about SQL text without a database. */
final class SqlText {
  private SqlText() {}

  /**
   * Statements of a script, without their closing semicolons; a part that is only space and
   * comments is dropped. A trigger ends where {@code END} follows a semicolon, as in {@code
   * sqlite3_complete}.
   */
  static List<String> split(String script) {
    List<String> statements = new ArrayList<>();
    List<SqlToken> current = new ArrayList<>();
    for (SqlToken token : SqlTokenizer.all(script)) {
      if (token.isOperator(";") && !insideTrigger(current)) {
        flush(current, statements);
      } else {
        current.add(token);
      }
    }
    flush(current, statements);
    return statements;
  }

  private static boolean insideTrigger(List<SqlToken> tokens) {
    List<SqlToken> words = tokens.stream().filter(t -> !t.silent()).toList();
    int at = 0;
    if (at < words.size() && words.get(at).isWord("EXPLAIN")) {
      at++;
      if (at + 1 < words.size() && words.get(at).isWord("QUERY")) {
        at += 2;
      }
    }
    if (at >= words.size() || !words.get(at++).isWord("CREATE")) {
      return false;
    }
    if (at < words.size() && (words.get(at).isWord("TEMP") || words.get(at).isWord("TEMPORARY"))) {
      at++;
    }
    if (at >= words.size() || !words.get(at).isWord("TRIGGER")) {
      return false;
    }
    int last = words.size() - 1;
    return !(words.get(last).isWord("END") && words.get(last - 1).isOperator(";"));
  }

  private static void flush(List<SqlToken> current, List<String> statements) {
    if (current.stream().anyMatch(token -> !token.silent())) {
      StringBuilder text = new StringBuilder();
      current.forEach(token -> text.append(token.text()));
      statements.add(text.toString().strip());
    }
    current.clear();
  }

  /** The first word of a statement in upper case; empty where there is none. */
  static String firstKeyword(String sql) {
    for (SqlToken token : SqlTokenizer.all(sql)) {
      if (!token.silent() && !token.isOperator(";")) {
        return token.kind() == Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
      }
    }
    return "";
  }

  /**
   * The shape of a statement: literals and parameters become {@code ?}, lists of them {@code (?)},
   * space and comments fold to one space, bare words are in lower case.
   */
  static String fingerprint(String sql) {
    List<String> parts = new ArrayList<>();
    for (SqlToken token : SqlTokenizer.meaningful(sql)) {
      String part =
          token.isLiteral() || token.kind() == Kind.PARAMETER
              ? "?"
              : token.kind() == Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.text();
      int size = parts.size();
      boolean listGoesOn =
          part.equals("?")
              && size >= 2
              && parts.get(size - 1).equals(",")
              && parts.get(size - 2).equals("?");
      if (listGoesOn) {
        parts.remove(size - 1);
      } else {
        parts.add(part);
      }
    }
    if (!parts.isEmpty() && parts.getLast().equals(";")) {
      parts.removeLast();
    }
    return join(parts);
  }

  private static String join(List<String> parts) {
    StringBuilder text = new StringBuilder();
    String previous = "(";
    for (String part : parts) {
      boolean tight =
          previous.equals("(")
              || previous.equals(".")
              || part.equals(".")
              || part.equals(",")
              || part.equals(")")
              || (part.equals("(") && !spaced(previous));
      if (!tight) {
        text.append(' ');
      }
      text.append(part);
      previous = part;
    }
    return text.toString();
  }

  private static boolean spaced(String word) {
    return switch (word) {
      case "in",
          "and",
          "or",
          "not",
          "from",
          "join",
          "as",
          "exists",
          "values",
          "over",
          "on",
          "where",
          "select",
          ",",
          "=",
          "<",
          ">",
          "+",
          "-",
          "*",
          "/" ->
          true;
      default -> false;
    };
  }

  /** Whether the same text on the same data may answer differently. */
  static boolean isVolatile(String sql) {
    return SqlTokenizer.meaningful(sql).stream()
        .anyMatch(
            token ->
                switch (token.unquoted().toLowerCase(Locale.ROOT)) {
                  case "random",
                      "randomblob",
                      "now",
                      "current_time",
                      "current_date",
                      "current_timestamp",
                      "changes",
                      "total_changes",
                      "last_insert_rowid",
                      "date",
                      "time",
                      "datetime",
                      "julianday",
                      "unixepoch",
                      "strftime",
                      "pragma" ->
                      true;
                  default -> token.name().startsWith("pragma_");
                });
  }

  /** Whether a statement is sure to change nothing, by its words. */
  static boolean onlyReads(String sql) {
    return switch (firstKeyword(sql)) {
      case "SELECT", "VALUES" -> true;
      case "WITH" ->
          SqlTokenizer.meaningful(sql).stream()
              .noneMatch(t -> t.isWord("INSERT") || t.isWord("UPDATE") || t.isWord("DELETE"));
      default -> false;
    };
  }

  /** Whether a statement reads or changes rows, so that SQLite plans it. */
  static boolean hasPlan(String sql) {
    return switch (firstKeyword(sql)) {
      case "SELECT", "VALUES", "WITH", "INSERT", "REPLACE", "UPDATE", "DELETE" -> true;
      default -> false;
    };
  }

  /** A name as it must stand in SQL. */
  static String quoteName(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A name quoted only where SQLite needs it: for text that people read. */
  static String readableName(String name) {
    boolean plain =
        !name.isEmpty()
            && SqlTokenizer.isIdentifierStart(name.charAt(0))
            && name.chars().allMatch(c -> SqlTokenizer.isIdentifierPart((char) c) && c < 0x80)
            && !SqlKeywords.isReserved(name);
    return plain ? name : quoteName(name);
  }
}
