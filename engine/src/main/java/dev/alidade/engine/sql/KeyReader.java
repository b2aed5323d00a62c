package dev.alidade.engine.sql;

import dev.alidade.engine.sql.ParsedSql.Parts;
import dev.alidade.engine.sql.SourceScope.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;

/** Which expressions could be keys of an index, and on which table. */
final class KeyReader {
  /** Functions whose value belongs to many rows. */
  private static final Set<String> AGGREGATES =
      Set.of(
          "count",
          "sum",
          "avg",
          "min",
          "max",
          "total",
          "group_concat",
          "string_agg",
          "median",
          "percentile",
          "json_group_array",
          "json_group_object",
          "jsonb_group_array",
          "jsonb_group_object");

  private KeyReader() {}

  /**
   * @param text as it may stand in CREATE INDEX
   */
  record TableKey(TableUse use, String text) {}

  static Optional<TableKey> key(Expression expression, SourceScope scope) {
    Expression bare = bare(expression);
    if (bare instanceof Column column) {
      return scope.resolve(column).map(ref -> new TableKey(ref.use(), ref.key()));
    }
    Parts parts = Parts.of(bare);
    if (parts.columns().isEmpty()
        || parts.parameters()
        || !parts.selects().isEmpty()
        || aggregates(bare)) {
      return Optional.empty();
    }
    List<Ref> refs = new ArrayList<>();
    for (Column column : parts.columns()) {
      Optional<Ref> ref = scope.resolve(column);
      if (ref.isEmpty() || (!refs.isEmpty() && refs.getFirst().use() != ref.get().use())) {
        return Optional.empty();
      }
      refs.add(ref.get());
    }
    return Optional.of(
        new TableKey(refs.getFirst().use(), unqualified(bare, parts.columns(), refs)));
  }

  private static boolean aggregates(Expression expression) {
    return expression instanceof Function function
        && AGGREGATES.contains(String.valueOf(function.getName()).toLowerCase(Locale.ROOT));
  }

  /** The text with every column under its own name in the table; the tree is as before. */
  private static String unqualified(Expression expression, List<Column> columns, List<Ref> refs) {
    List<Table> tables = columns.stream().map(Column::getTable).toList();
    List<String> names = columns.stream().map(Column::getColumnName).toList();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).setTable(null);
      columns.get(i).setColumnName(refs.get(i).key());
    }
    String text = expression.toString();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).setTable(tables.get(i));
      columns.get(i).setColumnName(names.get(i));
    }
    return text;
  }

  static Expression bare(Expression expression) {
    Expression inner = expression;
    while (inner instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      inner = list.getFirst();
    }
    return inner;
  }

  static boolean isLiteral(Expression expression) {
    Expression bare = bare(expression);
    if (bare instanceof SignedExpression signed) {
      return isLiteral(signed.getExpression());
    }
    return bare instanceof StringValue || bare instanceof LongValue || bare instanceof DoubleValue;
  }

  /** Notes the leading keys of one table: an index can give their order. */
  static void addOrder(List<Expression> expressions, List<Boolean> down, SourceScope scope) {
    List<String> keys = new ArrayList<>();
    TableUse use = null;
    for (int i = 0; i < expressions.size(); i++) {
      Optional<TableKey> key = key(expressions.get(i), scope);
      if (key.isEmpty() || (use != null && key.get().use() != use)) {
        break;
      }
      use = key.get().use();
      keys.add(key.get().text() + (down.get(i) ? " DESC" : ""));
    }
    if (use != null) {
      use.addOrder(keys);
    }
  }
}
