package dev.alidade.engine.data.expression;

import dev.alidade.engine.data.DataException.ExpressionInvalid;
import java.util.ArrayList;
import java.util.List;

/** Splits an expression into tokens. */
final class Tokenizer {
  private static final List<String> TWO_CHARACTER_SYMBOLS =
      List.of("<=", ">=", "<>", "!=", "==", "||");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    return new Tokenizer(source).run();
  }

  private List<Token> run() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (isDigit(c)
          || (c == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
        number();
      } else if (c == '\'') {
        quoted(c, Token.Kind.STRING, "text");
      } else if (c == '"' || c == '`') {
        quoted(c, Token.Kind.QUOTED_NAME, "a column name");
      } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
        name();
      } else {
        symbol();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", source.length()));
    return tokens;
  }

  private void number() {
    int start = at;
    while (at < source.length() && (isDigit(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
    if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
      at++;
      if (at < source.length() && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
        at++;
      }
      while (at < source.length() && isDigit(source.charAt(at))) {
        at++;
      }
    }
    tokens.add(new Token(Token.Kind.NUMBER, source.substring(start, at), start));
  }

  private void quoted(char quote, Token.Kind kind, String what) {
    int start = at++;
    var text = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c != quote) {
        text.append(c);
      } else if (at < source.length() && source.charAt(at) == quote) {
        text.append(quote);
        at++;
      } else {
        tokens.add(new Token(kind, text.toString(), start));
        return;
      }
    }
    throw new ExpressionInvalid(
        start,
        "The quote at character " + (start + 1) + " is not closed.",
        "Close " + what + " with " + quote + ".");
  }

  private void name() {
    int start = at;
    while (at < source.length() && Character.isUnicodeIdentifierPart(source.charAt(at))) {
      at++;
    }
    tokens.add(new Token(Token.Kind.NAME, source.substring(start, at), start));
  }

  private void symbol() {
    int start = at;
    if (at + 1 < source.length() && TWO_CHARACTER_SYMBOLS.contains(source.substring(at, at + 2))) {
      at += 2;
    } else if ("+-*/%()<>=,".indexOf(source.charAt(at)) >= 0) {
      at++;
    } else {
      throw new ExpressionInvalid(
          at,
          "\"" + source.charAt(at) + "\" at character " + (at + 1) + " means nothing here.",
          "Use + - * / % || = <> < <= > >= and or not is null, and put odd column names in \"…\".");
    }
    tokens.add(new Token(Token.Kind.SYMBOL, source.substring(start, at), start));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
