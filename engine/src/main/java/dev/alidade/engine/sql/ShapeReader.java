package dev.alidade.engine.sql;

import dev.alidade.engine.sql.ParsedSql.Parts;
import dev.alidade.engine.sql.SourceScope.BaseTable;
import dev.alidade.engine.sql.SourceScope.Derived;
import dev.alidade.engine.sql.SourceScope.Ref;
import dev.alidade.engine.sql.SourceScope.Source;
import dev.alidade.engine.sql.TableFacts.TableEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a query's syntax tree what it asks of each table. Columns of subqueries, views and
 * common tables are followed to the tables, because SQLite moves conditions there too.
 */
final class ShapeReader {
  /** A view on a view on a view …: deeper than people write. */
  private static final int DEEPEST_VIEW = 8;

  private final TableFacts facts;
  private final TableColumns columns;
  private final List<TableUse> uses = new ArrayList<>();
  private int viewDepth;

  private ShapeReader(TableFacts facts, TableColumns columns) {
    this.facts = facts;
    this.columns = columns;
  }

  /** Empty where the text cannot be parsed or is no query. */
  static Optional<List<TableUse>> read(String sql, TableFacts facts, TableColumns columns)
      throws SQLException {
    Optional<Statement> parsed = ParsedSql.parse(sql);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    ShapeReader reader = new ShapeReader(facts, columns);
    SourceScope scope = new SourceScope(null);
    switch (parsed.get()) {
      case Select select -> reader.select(select, scope);
      case Delete delete -> {
        reader.commonTables(delete.getWithItemsList(), scope);
        reader.from(delete.getTable(), scope);
        reader.where(delete.getWhere(), scope);
      }
      case Update update -> reader.update(update, scope);
      case Insert insert -> {
        reader.commonTables(insert.getWithItemsList(), scope);
        if (insert.getSelect() != null) {
          reader.select(insert.getSelect(), scope);
        }
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(reader.uses);
  }

  private void update(Update update, SourceScope scope) throws SQLException {
    commonTables(update.getWithItemsList(), scope);
    from(update.getTable(), scope);
    from(update.getFromItem(), scope);
    joins(update.getJoins(), scope);
    where(update.getWhere(), scope);
    for (UpdateSet set : orEmpty(update.getUpdateSets())) {
      for (Expression value : set.getValues()) {
        look(value, scope);
      }
    }
  }

  private Derived select(Select select, SourceScope outer) throws SQLException {
    SourceScope scope = new SourceScope(outer);
    commonTables(select.getWithItemsList(), scope);
    return switch (select) {
      case PlainSelect plain -> plain(plain, scope);
      case ParenthesedSelect brackets -> select(brackets.getSelect(), scope);
      case SetOperationList list -> {
        Derived first = null;
        for (Select part : list.getSelects()) {
          Derived outputs = select(part, scope);
          first = first == null ? outputs : first;
        }
        yield first == null ? new Derived(Map.of()) : first;
      }
      default -> new Derived(Map.of());
    };
  }

  private void commonTables(@Nullable List<WithItem<?>> items, SourceScope scope)
      throws SQLException {
    for (WithItem<?> item : orEmpty(items)) {
      String name = ParsedSql.unquoted(item.getAliasName());
      scope.addCommonTable(name, new Derived(Map.of())); // a recursive one sees itself
      if (item.getParenthesedStatement() instanceof ParenthesedSelect body) {
        Derived outputs = select(body, scope);
        boolean renamed = item.getWithItemList() != null && !item.getWithItemList().isEmpty();
        scope.addCommonTable(name, renamed ? new Derived(Map.of()) : outputs);
      }
    }
  }

  private Derived plain(PlainSelect select, SourceScope scope) throws SQLException {
    from(select.getFromItem(), scope);
    joins(select.getJoins(), scope);
    where(select.getWhere(), scope);
    look(select.getHaving(), scope);
    List<SelectItem<?>> items = orEmpty(select.getSelectItems());
    Map<String, Ref> outputs = new HashMap<>();
    for (SelectItem<?> item : items) {
      output(item, scope, outputs);
    }
    if (select.getGroupBy() != null) {
      List<Expression> keys = new ArrayList<>();
      for (Expression key : select.getGroupBy().getGroupByExpressionList()) {
        keys.add(SelectedColumns.behind(key, items));
        look(key, scope);
      }
      KeyReader.addOrder(keys, keys.stream().map(k -> false).toList(), scope);
    }
    if (select.getDistinct() != null) {
      List<Expression> all = items.stream().map(i -> (Expression) i.getExpression()).toList();
      KeyReader.addOrder(all, all.stream().map(k -> false).toList(), scope);
    }
    order(orEmpty(select.getOrderByElements()), items, scope);
    return new Derived(outputs);
  }

  private void order(List<OrderByElement> elements, List<SelectItem<?>> items, SourceScope scope)
      throws SQLException {
    List<Expression> keys = new ArrayList<>();
    List<Boolean> down = new ArrayList<>();
    for (OrderByElement element : elements) {
      keys.add(SelectedColumns.behind(element.getExpression(), items));
      down.add(!element.isAsc());
      look(element.getExpression(), scope);
    }
    KeyReader.addOrder(keys, down, scope);
  }

  private void output(SelectItem<?> item, SourceScope scope, Map<String, Ref> outputs)
      throws SQLException {
    Expression expression = item.getExpression();
    switch (expression) {
      case AllTableColumns all ->
          scope
              .source(ParsedSql.unquoted(all.getTable().getName()))
              .ifPresent(source -> SelectedColumns.everything(source, outputs));
      case AllColumns all ->
          scope.sources().forEach(source -> SelectedColumns.everything(source, outputs));
      case Column column -> {
        look(column, scope);
        String name = item.getAlias() != null ? item.getAlias().getName() : column.getColumnName();
        scope
            .resolve(column)
            .ifPresent(ref -> outputs.put(TableFacts.lower(ParsedSql.unquoted(name)), ref));
      }
      default -> {
        look(expression, scope);
        SelectedColumns.sorted(expression, scope);
      }
    }
  }

  private void joins(@Nullable List<Join> joins, SourceScope scope) throws SQLException {
    for (Join join : orEmpty(joins)) {
      List<Source> before = scope.sources();
      from(join.getFromItem(), scope);
      for (Expression on : join.getOnExpressions()) {
        condition(on, scope);
        if (!join.isOuter() && !join.isLeft() && !join.isRight() && !join.isFull()) {
          FilterReader.read(on, scope);
        }
      }
      for (Column column : orEmpty(join.getUsingColumns())) {
        String name = ParsedSql.unquoted(column.getColumnName());
        List<Source> joined = new ArrayList<>(scope.sources());
        joined.removeAll(before);
        for (Source source : joined) {
          shared(source, name);
        }
        before.forEach(source -> shared(source, name));
      }
    }
  }

  private static void shared(Source source, String column) {
    SourceScope.inSource(source, column)
        .ifPresent(
            ref -> {
              ref.use().addEqual(ref.key());
              ref.use().addRead(ref.key());
            });
  }

  private void from(@Nullable FromItem item, SourceScope scope) throws SQLException {
    switch (item) {
      case null -> {}
      case Table table -> table(table, scope);
      case ParenthesedSelect select -> {
        Derived outputs = select(select, scope);
        scope.addSource(aliasOf(select, "(" + scope.sources().size() + ")"), outputs);
      }
      case ParenthesedFromItem brackets -> {
        from(brackets.getFromItem(), scope);
        joins(brackets.getJoins(), scope);
      }
      default -> {} // a table-valued function
    }
  }

  private static String aliasOf(FromItem item, String otherwise) {
    return item.getAlias() == null ? otherwise : ParsedSql.unquoted(item.getAlias().getName());
  }

  private void table(Table table, SourceScope scope) throws SQLException {
    String name = ParsedSql.unquoted(table.getName());
    String alias = aliasOf(table, name);
    Optional<Derived> common = scope.commonTable(name);
    if (common.isPresent()) {
      scope.addSource(alias, common.get());
      return;
    }
    Optional<TableEntry> entry = facts.table(name);
    if (entry.isEmpty()) {
      return;
    }
    switch (entry.get().kind()) {
      case "table" -> {
        TableUse use = new TableUse(entry.get(), columns.of(entry.get().name()), alias);
        uses.add(use);
        scope.addSource(alias, new BaseTable(use));
      }
      case "view" -> scope.addSource(alias, view(entry.get()));
      default -> {} // virtual tables take no index
    }
  }

  private Derived view(TableEntry view) throws SQLException {
    Optional<Statement> parsed = ParsedSql.parse(view.sql());
    if (viewDepth >= DEEPEST_VIEW
        || parsed.isEmpty()
        || !(parsed.get() instanceof CreateView create)
        || create.getColumnNames() != null) {
      return new Derived(Map.of());
    }
    viewDepth++;
    Derived outputs = select(create.getSelect(), new SourceScope(null));
    viewDepth--;
    return outputs;
  }

  private void where(@Nullable Expression expression, SourceScope scope) throws SQLException {
    condition(expression, scope);
    if (expression != null) {
      FilterReader.read(expression, scope);
    }
  }

  private void condition(@Nullable Expression expression, SourceScope scope) throws SQLException {
    if (expression != null) {
      look(expression, scope);
      new TermReader(scope).read(expression);
    }
  }

  /** Notes the columns that an expression reads, and reads its subqueries. */
  private void look(@Nullable Expression expression, SourceScope scope) throws SQLException {
    if (expression == null) {
      return;
    }
    Parts parts = Parts.of(expression);
    for (Column column : parts.columns()) {
      scope.resolve(column).ifPresent(ref -> ref.use().addRead(ref.key()));
    }
    for (Select select : parts.selects()) {
      select(select, scope);
    }
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
