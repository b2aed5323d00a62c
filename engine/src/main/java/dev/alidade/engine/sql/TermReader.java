package dev.alidade.engine.sql;

import dev.alidade.engine.sql.KeyReader.TableKey;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;

/** Takes the terms of a WHERE or ON clause apart, and notes what each asks of its table. */
final class TermReader {
  private enum Ask {
    EQUAL,
    RANGE
  }

  private final SourceScope scope;

  /** Whether the terms stand in an arm of an OR, so that no two of them hold together for sure. */
  private final boolean alternative;

  TermReader(SourceScope scope) {
    this(scope, false);
  }

  private TermReader(SourceScope scope, boolean alternative) {
    this.scope = scope;
    this.alternative = alternative;
  }

  void read(Expression expression) {
    switch (KeyReader.bare(expression)) {
      case AndExpression and -> {
        read(and.getLeftExpression());
        read(and.getRightExpression());
      }
      case OrExpression or -> {
        TermReader arms = new TermReader(scope, true);
        arms.read(or.getLeftExpression());
        arms.read(or.getRightExpression());
      }
      case EqualsTo equals ->
          compare(equals.getLeftExpression(), equals.getRightExpression(), Ask.EQUAL);
      case GreaterThan t -> compare(t.getLeftExpression(), t.getRightExpression(), Ask.RANGE);
      case GreaterThanEquals t -> compare(t.getLeftExpression(), t.getRightExpression(), Ask.RANGE);
      case MinorThan t -> compare(t.getLeftExpression(), t.getRightExpression(), Ask.RANGE);
      case MinorThanEquals t -> compare(t.getLeftExpression(), t.getRightExpression(), Ask.RANGE);
      case IsDistinctExpression is when is.isNot() ->
          compare(is.getLeftExpression(), is.getRightExpression(), Ask.EQUAL);
      case Between between when !between.isNot() -> {
        note(between.getLeftExpression(), between.getBetweenExpressionStart(), Ask.RANGE);
        note(between.getLeftExpression(), between.getBetweenExpressionEnd(), Ask.RANGE);
      }
      case InExpression in when !in.isNot() -> in(in);
      case IsNullExpression isNull -> isNull(isNull);
      case LikeExpression like when !like.isNot() ->
          note(like.getLeftExpression(), like.getRightExpression(), Ask.RANGE);
      default -> {} // no index finds rows by it
    }
  }

  private void compare(Expression left, Expression right, Ask ask) {
    note(left, right, ask);
    note(right, left, ask);
  }

  private void note(Expression side, Expression other, Ask ask) {
    Optional<TableKey> key = KeyReader.key(side, scope);
    if (key.isEmpty() || !scope.holds(key.get().use()) || scope.mentions(other, key.get().use())) {
      return;
    }
    note(key.get(), ask);
    if (ask == Ask.EQUAL && !alternative && KeyReader.isLiteral(other)) {
      key.get().use().addCondition(key.get().text(), key.get().text() + " = " + other);
    }
  }

  private void note(TableKey key, Ask ask) {
    if (alternative) {
      key.use().addAlternative(key.text());
      return;
    }
    switch (ask) {
      case EQUAL -> key.use().addEqual(key.text());
      case RANGE -> key.use().addRange(key.text());
    }
  }

  /** Also {@code (a, b) IN (SELECT …)}. */
  private void in(InExpression in) {
    List<? extends Expression> sides =
        in.getLeftExpression() instanceof ParenthesedExpressionList<?> row
            ? row
            : List.of(in.getLeftExpression());
    sides.forEach(side -> note(side, in.getRightExpression(), Ask.EQUAL));
  }

  private void isNull(IsNullExpression isNull) {
    Optional<TableKey> key = KeyReader.key(isNull.getLeftExpression(), scope);
    if (key.isPresent()) {
      note(key.get(), isNull.isNot() ? Ask.RANGE : Ask.EQUAL);
      if (!alternative) {
        String text = key.get().text();
        key.get().use().addCondition(text, text + (isNull.isNot() ? " IS NOT NULL" : " IS NULL"));
      }
    }
  }
}
