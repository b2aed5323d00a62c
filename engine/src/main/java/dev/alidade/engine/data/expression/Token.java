package dev.alidade.engine.data.expression;

/**
 * One word of an expression.
 *
 * @param text the word without quotes, escapes resolved
 * @param position its first character, from 0
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    NUMBER,
    STRING,
    /** A bare name: a column, a function or a keyword. */
    NAME,
    /** A name in double quotes or backticks: always a column. */
    QUOTED_NAME,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
  }
}
