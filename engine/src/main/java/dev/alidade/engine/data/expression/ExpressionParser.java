package dev.alidade.engine.data.expression;

import dev.alidade.engine.data.DataException.ExpressionInvalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Recursive descent over {@code or, and, not, comparison, + - ||, * / %, unary minus}, from loosest
 * to tightest.
 */
final class ExpressionParser {
  private static final Set<String> COMPARISONS =
      Set.of("=", "==", "<>", "!=", "<", "<=", ">", ">=");

  /**
   * Deeper nesting than anybody writes by hand; keeps a hostile text from overflowing the stack.
   */
  private static final int MAX_DEPTH = 200;

  /**
   * Of one sum or product, which is as deep as it is long, and of those within it: what reads and
   * computes an expression goes as deep on the stack.
   */
  private static final int MAX_TERMS = 1_000;

  private final List<Token> tokens;
  private int at;
  private int depth;

  /** Terms that lie within each other in what was read last. */
  private int height;

  ExpressionParser(String source) {
    tokens = Tokenizer.tokens(source);
  }

  Expression parse() {
    if (peek().kind() == Token.Kind.END) {
      throw new ExpressionInvalid(
          0, "The expression is empty.", "Write for example temp_max - temp_min.");
    }
    Expression result = or();
    if (peek().kind() != Token.Kind.END) {
      throw unexpected("an operator or the end");
    }
    return result;
  }

  private Expression or() {
    return chain("or", this::and, Expression.Or::new);
  }

  private Expression and() {
    return chain("and", this::not, Expression.And::new);
  }

  @FunctionalInterface
  private interface Joint {
    Expression of(Expression left, Expression right, int position);
  }

  /**
   * Terms of one word, which may be joined in any order: halves of halves, so that depth is low.
   */
  private Expression chain(String word, Supplier<Expression> term, Joint joint) {
    List<Expression> terms = new ArrayList<>(List.of(term.get()));
    int highest = height;
    List<Integer> positions = new ArrayList<>();
    while (peek().isKeyword(word)) {
      positions.add(next().position());
      terms.add(term.get());
      highest = Math.max(highest, height);
    }
    height = highest;
    return joined(terms, positions, joint);
  }

  private static Expression joined(List<Expression> terms, List<Integer> positions, Joint joint) {
    if (terms.size() == 1) {
      return terms.getFirst();
    }
    int middle = (terms.size() + 1) / 2;
    return joint.of(
        joined(terms.subList(0, middle), positions.subList(0, middle - 1), joint),
        joined(
            terms.subList(middle, terms.size()),
            positions.subList(middle, positions.size()),
            joint),
        positions.get(middle - 1));
  }

  private Expression not() {
    if (peek().isKeyword("not")) {
      int position = next().position();
      return nested(() -> new Expression.Not(not(), position));
    }
    return comparison();
  }

  private Expression comparison() {
    Expression left = additive();
    Token token = peek();
    if (token.kind() == Token.Kind.SYMBOL && COMPARISONS.contains(token.text())) {
      next();
      String operator =
          switch (token.text()) {
            case "==" -> "=";
            case "!=" -> "<>";
            default -> token.text();
          };
      int highest = height;
      Expression right = additive();
      height = Math.max(highest, height);
      return new Expression.Comparison(operator, left, right, token.position());
    }
    if (token.isKeyword("in") || token.isKeyword("not") && tokens.get(at + 1).isKeyword("in")) {
      return among(left);
    }
    if (token.isKeyword("is")) {
      next();
      boolean negated = peek().isKeyword("not");
      if (negated) {
        next();
      }
      if (!peek().isKeyword("null")) {
        throw unexpected("null");
      }
      next();
      return new Expression.IsNull(left, negated, token.position());
    }
    return left;
  }

  /** {@code x in (a, b)} is {@code x = a or x = b}, also in what null makes of it. */
  private Expression among(Expression left) {
    boolean negated = peek().isKeyword("not");
    int position = next().position();
    if (negated) {
      next();
    }
    expect("(");
    int highest = height;
    List<Expression> equal = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    do {
      int joint = equal.isEmpty() ? position : next().position();
      Expression value = nested(this::additive);
      highest = Math.max(highest, height);
      equal.add(new Expression.Comparison("=", left, value, value.position()));
      if (equal.size() > 1) {
        positions.add(joint);
      }
    } while (peek().isSymbol(","));
    expect(")");
    height = highest;
    Expression any = joined(equal, positions, Expression.Or::new);
    return negated ? new Expression.Not(any, position) : any;
  }

  private Expression additive() {
    return row(Set.of("+", "-", "||"), this::multiplicative);
  }

  private Expression multiplicative() {
    return row(Set.of("*", "/", "%"), this::unary);
  }

  /** Terms with operators of one rank between them, computed from the left. */
  private Expression row(Set<String> operators, Supplier<Expression> term) {
    Expression left = term.get();
    int highest = height;
    while (peek().kind() == Token.Kind.SYMBOL && operators.contains(peek().text())) {
      Token operator = operator(highest);
      left = new Expression.Arithmetic(operator.text(), left, term.get(), operator.position());
      highest = Math.max(highest, height) + 1;
    }
    height = highest;
    return left;
  }

  /** The operator that comes next, where so many terms lie within each other. */
  private Token operator(int terms) {
    if (terms >= MAX_TERMS) {
      throw new ExpressionInvalid(
          peek().position(),
          "The expression has more than %,d terms in one row.".formatted(MAX_TERMS),
          "Split it into two columns.");
    }
    return next();
  }

  private Expression unary() {
    if (peek().isSymbol("-")) {
      int position = next().position();
      if (peek().kind() == Token.Kind.NUMBER) {
        Token number = next();
        return number("-" + number.text(), position);
      }
      return nested(() -> new Expression.Negated(unary(), position));
    }
    return primary();
  }

  private Expression primary() {
    height = 1;
    Token token = next();
    return switch (token.kind()) {
      case NUMBER -> number(token.text(), token.position());
      case STRING -> new Expression.TextLiteral(token.text(), token.position());
      case QUOTED_NAME -> new Expression.ColumnName(token.text(), token.position());
      case NAME -> name(token);
      case SYMBOL, END -> {
        at--;
        if (!token.isSymbol("(")) {
          throw unexpected("a column, a value or a function");
        }
        next();
        Expression inner = nested(this::or);
        expect(")");
        yield inner;
      }
    };
  }

  private Expression name(Token token) {
    if (peek().isSymbol("(")) {
      next();
      List<Expression> arguments = new ArrayList<>();
      if (!peek().isSymbol(")")) {
        arguments.add(nested(this::or));
        int highest = height;
        while (peek().isSymbol(",")) {
          next();
          arguments.add(nested(this::or));
          highest = Math.max(highest, height);
        }
        height = highest;
      }
      expect(")");
      return new Expression.Call(
          token.text().toLowerCase(Locale.ROOT), arguments, token.position());
    }
    return switch (token.text().toLowerCase(Locale.ROOT)) {
      case "true" -> new Expression.BoolLiteral(true, token.position());
      case "false" -> new Expression.BoolLiteral(false, token.position());
      case "and", "or", "not", "is", "null" -> {
        at--;
        throw unexpected("a column, a value or a function");
      }
      default -> new Expression.ColumnName(token.text(), token.position());
    };
  }

  private static Expression number(String text, int position) {
    try {
      if (text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
        return new Expression.Int64Literal(Long.parseLong(text), position);
      }
      return new Expression.Float64Literal(Double.parseDouble(text), position);
    } catch (NumberFormatException e) {
      throw new ExpressionInvalid(
          position,
          "\"" + text + "\" at character " + (position + 1) + " is not a number in range.",
          "Write a whole number of up to 18 digits or a decimal such as 1.5.");
    }
  }

  private Expression nested(Supplier<Expression> inner) {
    if (++depth > MAX_DEPTH) {
      throw new ExpressionInvalid(
          peek().position(), "The expression is nested too deeply.", "Split it into two columns.");
    }
    try {
      return inner.get();
    } finally {
      depth--;
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    return tokens.get(at++);
  }

  private void expect(String symbol) {
    if (!peek().isSymbol(symbol)) {
      throw unexpected("\"" + symbol + "\"");
    }
    next();
  }

  private ExpressionInvalid unexpected(String wanted) {
    Token found = peek();
    String what = found.kind() == Token.Kind.END ? "the end" : "\"" + found.text() + "\"";
    return new ExpressionInvalid(
        found.position(),
        "Found "
            + what
            + " at character "
            + (found.position() + 1)
            + " where "
            + wanted
            + " should be.",
        "Mend the expression there.");
  }
}
