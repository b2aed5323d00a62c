package dev.alidade.app.sql;

import dev.alidade.app.sql.SqlTokens.Kind;
import dev.alidade.app.sql.SqlTokens.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lays SQL out anew: a clause a line, subqueries indented, reserved words in capitals. Only space
 * and the case of words change; where that cannot be kept, the text stays as it is.
 */
final class SqlFormatter {
  private static final int INDENT = 2;
  private static final int WIDTH = 80;
  private static final Set<String> CLAUSES =
      Set.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "ORDER",
          "HAVING",
          "LIMIT",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "VALUES",
          "SET",
          "RETURNING",
          "WINDOW",
          "INSERT",
          "UPDATE",
          "DELETE");
  private static final Set<String> JOINS =
      Set.of("NATURAL", "LEFT", "RIGHT", "FULL", "OUTER", "INNER", "CROSS", "JOIN");

  /** Words that SQLite takes for nothing else, and those that are unmistakable in a query. */
  private static final Set<String> CAPITALS =
      Set.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "BY",
          "ORDER",
          "HAVING",
          "LIMIT",
          "OFFSET",
          "UNION",
          "ALL",
          "EXCEPT",
          "INTERSECT",
          "VALUES",
          "SET",
          "RETURNING",
          "INSERT",
          "INTO",
          "UPDATE",
          "DELETE",
          "DISTINCT",
          "AS",
          "ON",
          "USING",
          "JOIN",
          "LEFT",
          "INNER",
          "OUTER",
          "CROSS",
          "NATURAL",
          "AND",
          "OR",
          "NOT",
          "IN",
          "IS",
          "NULL",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "EXISTS",
          "BETWEEN",
          "LIKE",
          "GLOB",
          "ESCAPE",
          "COLLATE",
          "ASC",
          "DESC",
          "WITH",
          "RECURSIVE",
          "OVER",
          "PARTITION",
          "CREATE",
          "TABLE",
          "INDEX",
          "UNIQUE",
          "DROP",
          "PRIMARY",
          "REFERENCES",
          "FOREIGN",
          "DEFAULT",
          "CHECK",
          "CONSTRAINT");

  private final StringBuilder out = new StringBuilder();
  private final Deque<Bracket> brackets = new ArrayDeque<>();
  private int column;
  private boolean lineStart = true;
  private int base;
  private int caseDepth;
  private boolean between;
  private boolean signed;

  /**
   * @param block whether a query stands in it, which gets lines of its own
   */
  private record Bracket(boolean block, int base, int caseDepth) {}

  private SqlFormatter() {}

  static String format(String sql) {
    String laidOut = new SqlFormatter().layOut(SqlTokens.of(sql)).strip();
    return sameTokens(sql, laidOut) ? laidOut : sql;
  }

  private static boolean sameTokens(String before, String after) {
    return words(before).equals(words(after));
  }

  private static List<String> words(String sql) {
    return SqlTokens.of(sql).stream()
        .filter(token -> token.kind() != Kind.SPACE)
        .map(t -> t.kind() == Kind.WORD ? t.text().toUpperCase(Locale.ROOT) : t.text().strip())
        .toList();
  }

  private String layOut(List<Token> all) {
    List<Token> tokens = all.stream().filter(token -> token.kind() != Kind.SPACE).toList();
    for (int i = 0; i < tokens.size(); i++) {
      Token previous = i == 0 ? new Token(Kind.SPACE, "") : tokens.get(i - 1);
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : new Token(Kind.SPACE, "");
      token(tokens.get(i), previous, next);
    }
    return out.toString();
  }

  private void token(Token token, Token previous, Token next) {
    if (token.kind() == Kind.COMMENT) {
      word(token.text().strip(), !lineStart);
      if (token.text().startsWith("--")) {
        line(base);
      }
    } else if (token.is("(")) {
      boolean block = next.isAnyOf("SELECT", "WITH", "VALUES");
      word("(", spaceBeforeBracket(previous));
      brackets.push(new Bracket(block, base, caseDepth));
      caseDepth = 0;
      if (block) {
        base += INDENT * 2;
        line(base);
      }
    } else if (token.is(")")) {
      Bracket bracket = brackets.poll();
      if (bracket != null) {
        base = bracket.base();
        caseDepth = bracket.caseDepth();
      }
      word(")", false);
    } else if (token.is(",")) {
      word(",", false);
      if (inBlock() && column > WIDTH - 2 * INDENT) {
        line(base + INDENT);
      }
    } else if (token.is(";")) {
      word(";", false);
      brackets.clear();
      base = 0;
      line(0);
      out.append('\n');
    } else if (token.kind() == Kind.WORD) {
      plainWord(token, previous, next);
    } else {
      word(token.text(), spaceBefore(token, previous) && !signed);
    }
    boolean operand = previous.kind() != Kind.SYMBOL || previous.is(")");
    signed = token.isAnyOf("-", "+") && (!operand || previous.isAnyOf("LIMIT", "OFFSET", "AND"));
  }

  private void plainWord(Token token, Token previous, Token next) {
    String upper = token.text().toUpperCase(Locale.ROOT);
    boolean name = previous.is(".") || next.is(".") || previous.is("AS");
    if (name) {
      word(token.text(), spaceBefore(token, previous));
      return;
    }
    caseDepth += upper.equals("CASE") ? 1 : upper.equals("END") && caseDepth > 0 ? -1 : 0;
    boolean both = upper.equals("AND") && between;
    between = upper.equals("BETWEEN") || between && !both;
    boolean clause = CLAUSES.contains(upper) && !previous.isAnyOf("DISTINCT", "DO", "ON", "OR");
    boolean join = JOINS.contains(upper) && !isJoin(previous) && !next.is("(");
    boolean term = (upper.equals("AND") || upper.equals("OR")) && !both && caseDepth == 0;
    if (inBlock() && !lineStart && (clause || join || term)) {
      line(base + (term ? INDENT : 0));
    }
    boolean function = next.is("(") && !spaceBeforeBracket(token);
    word(
        CAPITALS.contains(upper) && !function ? upper : token.text(), spaceBefore(token, previous));
  }

  private static boolean isJoin(Token token) {
    return token.kind() == Kind.WORD && JOINS.contains(token.text().toUpperCase(Locale.ROOT));
  }

  /** Outside of brackets, or in those around a query. */
  private boolean inBlock() {
    Bracket innermost = brackets.peek();
    return innermost == null || innermost.block();
  }

  private static boolean spaceBeforeBracket(Token previous) {
    return previous.kind() == Kind.SYMBOL
        ? !previous.isAnyOf("(", ".")
        : previous.isAnyOf(
            "IN",
            "AS",
            "AND",
            "OR",
            "NOT",
            "ON",
            "USING",
            "WHERE",
            "SELECT",
            "OVER",
            "FROM",
            "JOIN",
            "BY",
            "HAVING",
            "THEN",
            "WHEN",
            "ELSE",
            "CASE",
            "KEY",
            "UNIQUE",
            "CHECK",
            "VALUES",
            "LIKE",
            "BETWEEN",
            "DISTINCT",
            "UNION",
            "ALL",
            "EXCEPT",
            "INTERSECT",
            "SET",
            "LIMIT",
            "IS",
            "INTO",
            "EXISTS",
            "MATERIALIZED",
            "RETURNING",
            "PARTITION");
  }

  private static boolean spaceBefore(Token token, Token previous) {
    return !token.isAnyOf(".") && !previous.isAnyOf("(", ".", "~");
  }

  private void word(String text, boolean space) {
    if (space && !lineStart) {
      out.append(' ');
      column++;
    }
    out.append(text);
    column += text.length();
    lineStart = false;
  }

  private void line(int indent) {
    out.append('\n').repeat(' ', indent);
    column = indent;
    lineStart = true;
  }
}
