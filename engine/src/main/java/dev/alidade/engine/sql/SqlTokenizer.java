package dev.alidade.engine.sql;

import dev.alidade.engine.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts SQL text into tokens by the rules of SQLite's tokenizer (tokenize.c). Loses nothing. */
final class SqlTokenizer {
  private final String sql;
  private int at;

  private SqlTokenizer(String sql) {
    this.sql = sql;
  }

  /** All tokens; their texts joined give the input. */
  static List<SqlToken> all(String sql) {
    SqlTokenizer tokenizer = new SqlTokenizer(sql);
    List<SqlToken> tokens = new ArrayList<>();
    while (tokenizer.at < sql.length()) {
      tokens.add(tokenizer.next());
    }
    return tokens;
  }

  /** The tokens that mean something: no spaces, no comments. */
  static List<SqlToken> meaningful(String sql) {
    return all(sql).stream().filter(token -> !token.silent()).toList();
  }

  private SqlToken next() {
    int start = at;
    Kind kind = advance(sql.charAt(at));
    return new SqlToken(kind, sql.substring(start, at), start);
  }

  private Kind advance(char c) {
    if (Character.isWhitespace(c) || c == '\ufeff') {
      while (at < sql.length()
          && (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '\ufeff')) {
        at++;
      }
      return Kind.SPACE;
    }
    if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end;
      return Kind.COMMENT;
    }
    if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      at = end < 0 ? sql.length() : end + 2;
      return Kind.COMMENT;
    }
    return switch (c) {
      case '\'' -> quoted('\'', Kind.STRING);
      case '"', '`' -> quoted(c, Kind.QUOTED);
      case '[' -> bracketed();
      case '?' -> {
        at++;
        skipDigits();
        yield Kind.PARAMETER;
      }
      case ':', '@', '#', '$' -> parameter();
      default -> wordNumberOrOperator(c);
    };
  }

  private Kind wordNumberOrOperator(char c) {
    if ((c == 'x' || c == 'X') && at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
      at++;
      return quoted('\'', Kind.BLOB);
    }
    if (isIdentifierStart(c)) {
      skipIdentifier();
      return Kind.WORD;
    }
    if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
      return number();
    }
    return operator();
  }

  private Kind quoted(char quote, Kind kind) {
    at++;
    while (at < sql.length()) {
      if (sql.charAt(at) == quote) {
        if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
          at += 2;
          continue;
        }
        at++;
        return kind;
      }
      at++;
    }
    return Kind.ILLEGAL;
  }

  private Kind bracketed() {
    int end = sql.indexOf(']', at);
    at = end < 0 ? sql.length() : end + 1;
    return end < 0 ? Kind.ILLEGAL : Kind.QUOTED;
  }

  /** {@code :a}, {@code @a}, {@code #a}, and {@code $a} with TCL's {@code ::b} and {@code (c)}. */
  private Kind parameter() {
    int start = at++;
    skipIdentifier();
    if (sql.charAt(start) == '$') {
      while (sql.startsWith("::", at)) {
        at += 2;
        skipIdentifier();
      }
      if (at < sql.length() && sql.charAt(at) == '(' && at > start + 1) {
        int end = sql.indexOf(')', at);
        at = end < 0 ? sql.length() : end + 1;
      }
    }
    return at == start + 1 ? Kind.ILLEGAL : Kind.PARAMETER;
  }

  private Kind number() {
    if (sql.charAt(at) == '0' && at + 1 < sql.length() && (sql.charAt(at + 1) | 32) == 'x') {
      at += 2;
      while (at < sql.length() && Character.digit(sql.charAt(at), 16) >= 0) {
        at++;
      }
      return Kind.NUMBER;
    }
    skipDigits();
    if (at < sql.length() && sql.charAt(at) == '.') {
      at++;
      skipDigits();
    }
    if (at < sql.length() && (sql.charAt(at) | 32) == 'e') {
      int mark = at++;
      if (at < sql.length() && (sql.charAt(at) == '+' || sql.charAt(at) == '-')) {
        at++;
      }
      if (at < sql.length() && isDigit(sql.charAt(at))) {
        skipDigits();
      } else {
        at = mark;
      }
    }
    return Kind.NUMBER;
  }

  private Kind operator() {
    for (String wide : List.of("->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "!=", "==")) {
      if (sql.startsWith(wide, at)) {
        at += wide.length();
        return Kind.OPERATOR;
      }
    }
    char c = sql.charAt(at++);
    return ";,().+-*/%=<>&|~".indexOf(c) >= 0 ? Kind.OPERATOR : Kind.ILLEGAL;
  }

  private void skipDigits() {
    while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
      at++;
    }
  }

  private void skipIdentifier() {
    while (at < sql.length() && isIdentifierPart(sql.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** SQLite takes every character beyond ASCII as a letter. */
  static boolean isIdentifierStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 0x7f;
  }

  static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }
}
