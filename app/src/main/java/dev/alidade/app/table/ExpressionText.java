package dev.alidade.app.table;

import dev.alidade.engine.data.expression.Expression;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes names and values as an expression needs them. */
public final class ExpressionText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "not", "is", "null", "true", "false");

  private ExpressionText() {}

  /** A column's name, quoted where it has to be. */
  public static String column(String name) {
    boolean bare =
        BARE.matcher(name).matches() && !KEYWORDS.contains(name.toLowerCase(Locale.ROOT));
    return bare ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text literal. */
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A number literal that reads back as the same number. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * The columns that an expression names. Throws {@code DataException.ExpressionInvalid} where it
   * cannot be read.
   */
  public static Set<String> columnsOf(String expression) {
    Set<String> names = new LinkedHashSet<>();
    collect(Expression.parse(expression), names);
    return names;
  }

  private static void collect(Expression expression, Set<String> names) {
    switch (expression) {
      case Expression.ColumnName column -> names.add(column.name());
      case Expression.Arithmetic e -> both(e.left(), e.right(), names);
      case Expression.Comparison e -> both(e.left(), e.right(), names);
      case Expression.And e -> both(e.left(), e.right(), names);
      case Expression.Or e -> both(e.left(), e.right(), names);
      case Expression.Negated e -> collect(e.operand(), names);
      case Expression.Not e -> collect(e.operand(), names);
      case Expression.IsNull e -> collect(e.operand(), names);
      case Expression.Call e -> e.arguments().forEach(a -> collect(a, names));
      case Expression.Int64Literal e -> {}
      case Expression.Float64Literal e -> {}
      case Expression.TextLiteral e -> {}
      case Expression.BoolLiteral e -> {}
    }
  }

  private static void both(Expression left, Expression right, Set<String> names) {
    List.of(left, right).forEach(side -> collect(side, names));
  }
}
