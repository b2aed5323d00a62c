package dev.alidade.engine.sql;

import dev.alidade.engine.sql.SourceScope.BaseTable;
import dev.alidade.engine.sql.SourceScope.Derived;
import dev.alidade.engine.sql.SourceScope.Ref;
import dev.alidade.engine.sql.SourceScope.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.SelectItem;

/** What the items between SELECT and FROM stand for. */
final class SelectedColumns {
  private SelectedColumns() {}

  /** The expression behind a number or an alias in ORDER BY and GROUP BY. */
  static Expression behind(Expression key, List<SelectItem<?>> items) {
    if (key instanceof LongValue number) {
      long at = number.getValue();
      return at >= 1 && at <= items.size() ? items.get((int) at - 1).getExpression() : key;
    }
    if (key instanceof Column column && column.getTable() == null) {
      for (SelectItem<?> item : items) {
        if (item.getAlias() != null
            && ParsedSql.unquoted(item.getAlias().getName())
                .equalsIgnoreCase(ParsedSql.unquoted(column.getColumnName()))) {
          return item.getExpression();
        }
      }
    }
    return key;
  }

  static void everything(Source source, Map<String, Ref> outputs) {
    switch (source) {
      case BaseTable base -> {
        base.use().readEverything();
        base.use()
            .columns()
            .names()
            .forEach(n -> outputs.putIfAbsent(TableFacts.lower(n), new Ref(base.use(), n)));
      }
      case Derived derived -> derived.outputs().forEach(outputs::putIfAbsent);
    }
  }

  /** What min, max and windows could take in order from an index. */
  static void sorted(Expression expression, SourceScope scope) {
    if (expression instanceof Function f
        && f.getParameters() != null
        && f.getParameters().size() == 1
        && (f.getName().equalsIgnoreCase("min") || f.getName().equalsIgnoreCase("max"))) {
      KeyReader.addOrder(List.of(f.getParameters().getFirst()), List.of(false), scope);
    }
    if (expression instanceof AnalyticExpression window) {
      List<Expression> keys = new ArrayList<>();
      if (window.getPartitionExpressionList() != null) {
        keys.addAll(window.getPartitionExpressionList());
      }
      List<Boolean> down = new ArrayList<>(keys.stream().map(k -> false).toList());
      for (OrderByElement element : ShapeReader.orEmpty(window.getOrderByElements())) {
        keys.add(element.getExpression());
        down.add(!element.isAsc());
      }
      KeyReader.addOrder(keys, down, scope);
    }
  }
}
