package dev.alidade.engine.sql;

import java.util.Locale;

/**
 * A piece of SQL text, as SQLite's own tokenizer cuts it.
 *
 * @param start offset of its first character
 */
record SqlToken(Kind kind, String text, int start) {
  enum Kind {
    SPACE,
    COMMENT,
    /** A keyword or a bare identifier. */
    WORD,
    /** {@code "x"}, {@code `x`} or {@code [x]}. */
    QUOTED,
    STRING,
    BLOB,
    NUMBER,
    PARAMETER,
    OPERATOR,
    /** Something that no SQL contains, or a quotation that does not end. */
    ILLEGAL
  }

  int end() {
    return start + text.length();
  }

  boolean silent() {
    return kind == Kind.SPACE || kind == Kind.COMMENT;
  }

  boolean isWord(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isIdentifier() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  boolean isLiteral() {
    return kind == Kind.STRING || kind == Kind.BLOB || kind == Kind.NUMBER;
  }

  /** The identifier without its quotes, in lower case: SQLite's names ignore ASCII case. */
  String name() {
    return unquoted().toLowerCase(Locale.ROOT);
  }

  /** The identifier or string without its quotes. */
  String unquoted() {
    if ((kind != Kind.QUOTED && kind != Kind.STRING) || text.length() < 2) {
      return text;
    }
    String inner = text.substring(1, text.length() - 1);
    String quote = text.substring(0, 1);
    return quote.equals("[") ? inner : inner.replace(quote + quote, quote);
  }
}
