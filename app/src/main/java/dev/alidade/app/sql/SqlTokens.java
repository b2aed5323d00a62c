package dev.alidade.app.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Cuts SQL of any number of lines into tokens that together are the text again. */
final class SqlTokens {
  /** What a token is. */
  enum Kind {
    SPACE,
    COMMENT,
    STRING,
    QUOTED_NAME,
    WORD,
    NUMBER,
    PARAMETER,
    SYMBOL
  }

  /**
   * @param text as it stands in the SQL
   */
  record Token(Kind kind, String text) {
    boolean is(String word) {
      return kind == Kind.WORD ? text.equalsIgnoreCase(word) : text.equals(word);
    }

    boolean isAnyOf(String... words) {
      return Stream.of(words).anyMatch(this::is);
    }

    /** Space or a comment. */
    boolean silent() {
      return kind == Kind.SPACE || kind == Kind.COMMENT;
    }
  }

  private SqlTokens() {}

  static List<Token> of(String sql) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      Token token = next(sql, at);
      tokens.add(token);
      at += token.text().length();
    }
    return tokens;
  }

  /** Those that mean something. */
  static List<Token> meaningful(String sql) {
    return of(sql).stream().filter(token -> !token.silent()).toList();
  }

  /** The first word in upper case; empty where there is none. */
  static String firstWord(String sql) {
    return meaningful(sql).stream()
        .filter(token -> !token.is(";"))
        .findFirst()
        .filter(token -> token.kind() == Kind.WORD)
        .map(token -> token.text().toUpperCase(Locale.ROOT))
        .orElse("");
  }

  /** Whether a statement is sure to change nothing, so that its rows can be read by a cursor. */
  static boolean onlyReads(String sql) {
    return switch (firstWord(sql)) {
      case "SELECT", "VALUES" -> true;
      case "WITH" ->
          meaningful(sql).stream().noneMatch(t -> t.isAnyOf("INSERT", "UPDATE", "DELETE"));
      default -> false;
    };
  }

  /** Whether tables or indexes may be others after a statement. */
  static boolean changesSchema(String sql) {
    return switch (firstWord(sql)) {
      case "CREATE", "DROP", "ALTER", "ANALYZE", "ROLLBACK" -> true;
      default -> false;
    };
  }

  private static Token next(String sql, int at) {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      return token(Kind.SPACE, sql, at, whilePart(sql, at, Character::isWhitespace));
    }
    if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      return token(Kind.COMMENT, sql, at, end < 0 ? sql.length() : end);
    }
    if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      return token(Kind.COMMENT, sql, at, end < 0 ? sql.length() : end + 2);
    }
    return switch (c) {
      case '\'' -> token(Kind.STRING, sql, at, closing(sql, at, c));
      case '"', '`' -> token(Kind.QUOTED_NAME, sql, at, closing(sql, at, c));
      case '[' -> token(Kind.QUOTED_NAME, sql, at, closing(sql, at, ']'));
      case '?' -> token(Kind.PARAMETER, sql, at, whilePart(sql, at + 1, p -> p >= '0' && p <= '9'));
      case ':', '@', '$' -> {
        int end = whilePart(sql, at + 1, SqlTokens::isWordPart);
        yield token(end > at + 1 ? Kind.PARAMETER : Kind.SYMBOL, sql, at, end);
      }
      default -> plain(sql, at, c);
    };
  }

  private static Token plain(String sql, int at, char c) {
    boolean digit = c >= '0' && c <= '9';
    if (digit || c == '.' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1))) {
      int end = whilePart(sql, at + 1, p -> isWordPart(p) || p == '.');
      boolean exponent = "eE".indexOf(sql.charAt(end - 1)) >= 0 && !sql.startsWith("0x", at);
      if (exponent && end < sql.length() && "+-".indexOf(sql.charAt(end)) >= 0) {
        end = whilePart(sql, end + 1, p -> p >= '0' && p <= '9');
      }
      return token(Kind.NUMBER, sql, at, end);
    }
    if ((c == 'x' || c == 'X') && sql.startsWith("'", at + 1)) {
      return token(Kind.STRING, sql, at, closing(sql, at + 1, '\''));
    }
    if (isWordPart(c)) {
      return token(Kind.WORD, sql, at, whilePart(sql, at, SqlTokens::isWordPart));
    }
    for (String symbol : List.of("->>", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->")) {
      if (sql.startsWith(symbol, at)) {
        return new Token(Kind.SYMBOL, symbol);
      }
    }
    return token(Kind.SYMBOL, sql, at, at + 1);
  }

  private static Token token(Kind kind, String sql, int from, int to) {
    return new Token(kind, sql.substring(from, to));
  }

  private static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
  }

  private static int whilePart(String sql, int from, IntPredicate part) {
    int at = from;
    while (at < sql.length() && part.test(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Behind the closing quote; a doubled one stands for itself. */
  private static int closing(String sql, int from, char quote) {
    int at = sql.indexOf(quote, from + 1);
    while (at >= 0 && quote != ']' && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
      at = sql.indexOf(quote, at + 2);
    }
    return at < 0 ? sql.length() : at + 1;
  }
}
