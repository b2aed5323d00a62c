package dev.alidade.engine.sql;

import dev.alidade.engine.sql.ParsedSql.Parts;
import dev.alidade.engine.sql.SourceScope.Ref;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.schema.Column;

/** Notes which terms of a condition are about one table of their query alone. */
final class FilterReader {
  private FilterReader() {}

  static void read(Expression condition, SourceScope scope) {
    switch (KeyReader.bare(condition)) {
      case AndExpression and -> {
        read(and.getLeftExpression(), scope);
        read(and.getRightExpression(), scope);
      }
      // SQLite knows the answer where the column is declared NOT NULL.
      case IsNullExpression isNull -> {}
      case Expression term -> note(term, scope);
    }
  }

  private static void note(Expression term, SourceScope scope) {
    Parts parts = Parts.of(term);
    if (!parts.selects().isEmpty() || parts.columns().isEmpty()) {
      return;
    }
    Set<TableUse> own = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Column column : parts.columns()) {
      Optional<Ref> ref = scope.resolve(column);
      if (ref.isEmpty()) {
        return; // a name of a subquery's, or a text in the quotes of a name
      }
      TableUse use = ref.get().use();
      if (scope.names(use)) {
        own.add(use);
        keys.add(ref.get().column());
      } else if (scope.holds(use)) {
        return; // checked on the rows of a subquery
      }
    }
    if (own.size() == 1) {
      own.iterator().next().addFilter(new TableUse.Filter(term.toString(), keys));
    }
  }
}
