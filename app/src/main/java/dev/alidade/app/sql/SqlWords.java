package dev.alidade.app.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a line of SQL into pieces to colour, and knows SQLite's keywords. */
final class SqlWords {
  /** What a piece is, and with it its colour. */
  enum Kind {
    PLAIN,
    KEYWORD,
    FUNCTION,
    STRING,
    COMMENT,
    PARAMETER
  }

  record Piece(String text, Kind kind) {}

  /** From SQLite's list of keywords, those that stand in everyday statements. */
  static final Set<String> KEYWORDS =
      Set.of(
          "ABORT",
          "ADD",
          "AFTER",
          "ALL",
          "ALTER",
          "ANALYZE",
          "AND",
          "AS",
          "ASC",
          "ATTACH",
          "AUTOINCREMENT",
          "BEFORE",
          "BEGIN",
          "BETWEEN",
          "BY",
          "CASCADE",
          "CASE",
          "CAST",
          "CHECK",
          "COLLATE",
          "COLUMN",
          "COMMIT",
          "CONFLICT",
          "CONSTRAINT",
          "CREATE",
          "CROSS",
          "CURRENT_DATE",
          "CURRENT_TIME",
          "CURRENT_TIMESTAMP",
          "DEFAULT",
          "DELETE",
          "DESC",
          "DETACH",
          "DISTINCT",
          "DO",
          "DROP",
          "EACH",
          "ELSE",
          "END",
          "ESCAPE",
          "EXCEPT",
          "EXISTS",
          "EXPLAIN",
          "FILTER",
          "FOR",
          "FOREIGN",
          "FROM",
          "FULL",
          "GLOB",
          "GROUP",
          "HAVING",
          "IF",
          "IN",
          "INDEX",
          "INDEXED",
          "INNER",
          "INSERT",
          "INTERSECT",
          "INTO",
          "IS",
          "ISNULL",
          "JOIN",
          "KEY",
          "LEFT",
          "LIKE",
          "LIMIT",
          "MATCH",
          "MATERIALIZED",
          "NATURAL",
          "NOT",
          "NOTNULL",
          "NULL",
          "NULLS",
          "OFFSET",
          "ON",
          "OR",
          "ORDER",
          "OUTER",
          "OVER",
          "PARTITION",
          "PLAN",
          "PRAGMA",
          "PRIMARY",
          "QUERY",
          "RECURSIVE",
          "REFERENCES",
          "REGEXP",
          "REINDEX",
          "RELEASE",
          "RENAME",
          "REPLACE",
          "RETURNING",
          "RIGHT",
          "ROLLBACK",
          "ROW",
          "ROWS",
          "SAVEPOINT",
          "SELECT",
          "SET",
          "TABLE",
          "TEMP",
          "TEMPORARY",
          "THEN",
          "TO",
          "TRANSACTION",
          "TRIGGER",
          "UNION",
          "UNIQUE",
          "UPDATE",
          "USING",
          "VACUUM",
          "VALUES",
          "VIEW",
          "VIRTUAL",
          "WHEN",
          "WHERE",
          "WINDOW",
          "WITH",
          "WITHOUT");

  private SqlWords() {}

  /**
   * Pieces of one line.
   *
   * @param inComment whether a block comment is open where the line begins
   */
  static List<Piece> pieces(String line, boolean inComment) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    boolean comment = inComment;
    while (at < line.length()) {
      int end;
      Kind kind;
      if (comment) {
        int close = line.indexOf("*/", at);
        end = close < 0 ? line.length() : close + 2;
        comment = close < 0;
        kind = Kind.COMMENT;
      } else {
        char c = line.charAt(at);
        if (line.startsWith("--", at)) {
          end = line.length();
          kind = Kind.COMMENT;
        } else if (line.startsWith("/*", at)) {
          comment = true;
          end = at + 2;
          kind = Kind.COMMENT;
        } else if (c == '\'' || c == '"' || c == '`') {
          end = closing(line, at, c);
          kind = c == '\'' ? Kind.STRING : Kind.PLAIN;
        } else if ((c == ':' || c == '@' || c == '$') && isWordPart(line, at + 1)) {
          end = wordEnd(line, at + 1);
          kind = Kind.PARAMETER;
        } else if (isWordPart(line, at)) {
          end = wordEnd(line, at);
          kind = wordKind(line, at, end);
        } else {
          end = at + 1;
          kind = Kind.PLAIN;
        }
      }
      add(pieces, line.substring(at, end), kind);
      at = end;
    }
    return pieces;
  }

  /** Whether a block comment is open after a line. */
  static boolean commentOpenAfter(String line, boolean inComment) {
    List<Piece> pieces = pieces(line, inComment);
    if (pieces.isEmpty()) {
      return inComment;
    }
    Piece last = pieces.getLast();
    return last.kind() == Kind.COMMENT
        && !last.text().endsWith("*/")
        && !last.text().startsWith("--");
  }

  private static void add(List<Piece> pieces, String text, Kind kind) {
    if (!pieces.isEmpty() && pieces.getLast().kind() == kind && kind != Kind.PARAMETER) {
      pieces.set(pieces.size() - 1, new Piece(pieces.getLast().text() + text, kind));
    } else {
      pieces.add(new Piece(text, kind));
    }
  }

  private static int closing(String line, int from, char quote) {
    int at = from + 1;
    while (at < line.length()) {
      if (line.charAt(at) == quote) {
        if (at + 1 < line.length() && line.charAt(at + 1) == quote) {
          at++;
        } else {
          return at + 1;
        }
      }
      at++;
    }
    return line.length();
  }

  private static Kind wordKind(String line, int from, int end) {
    if (KEYWORDS.contains(line.substring(from, end).toUpperCase(Locale.ROOT))) {
      return Kind.KEYWORD;
    }
    int next = end;
    while (next < line.length() && line.charAt(next) == ' ') {
      next++;
    }
    return next < line.length() && line.charAt(next) == '(' ? Kind.FUNCTION : Kind.PLAIN;
  }

  private static boolean isWordPart(String line, int at) {
    return at < line.length()
        && (Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_');
  }

  private static int wordEnd(String line, int from) {
    int at = from;
    while (isWordPart(line, at)) {
      at++;
    }
    return at;
  }
}
