package dev.alidade.engine.sql;

import dev.alidade.engine.sql.TableFacts.TableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a query asks of one table in one place: the columns and expressions by which it looks rows
 * up and sorts them. Keys are SQL texts that may stand in CREATE INDEX.
 */
final class TableUse {
  private final TableEntry table;
  private final TableColumns.Columns columns;

  /** What the query calls the table; empty where only the plan names it. */
  private final String alias;

  private final List<Filter> filters = new ArrayList<>();

  /** Compared for equality with something that is known before the table is read. */
  private final Set<String> equal = new LinkedHashSet<>();

  /** Compared by an order, or by a pattern. */
  private final Set<String> range = new LinkedHashSet<>();

  /** Compared in one arm of an OR. */
  private final Set<String> alternatives = new LinkedHashSet<>();

  private final Set<List<String>> orders = new LinkedHashSet<>();
  private final Set<String> read = new LinkedHashSet<>();
  private final Map<String, String> conditions = new LinkedHashMap<>();

  /**
   * A term of WHERE or of an inner join's ON that needs no other table of its own query.
   *
   * @param keys columns of this table that it reads
   */
  record Filter(String text, Set<String> keys) {
    Filter {
      keys = Set.copyOf(keys);
    }
  }

  TableUse(TableEntry table, TableColumns.Columns columns, String alias) {
    this.table = table;
    this.columns = columns;
    this.alias = alias;
  }

  String alias() {
    return alias;
  }

  void addFilter(Filter filter) {
    filters.add(filter);
  }

  List<Filter> filters() {
    return filters;
  }

  TableEntry table() {
    return table;
  }

  TableColumns.Columns columns() {
    return columns;
  }

  void addEqual(String key) {
    equal.add(key);
  }

  void addRange(String key) {
    range.add(key);
  }

  void addAlternative(String key) {
    alternatives.add(key);
  }

  /**
   * @param condition a term of the query that a partial index could carry
   */
  void addCondition(String key, String condition) {
    conditions.putIfAbsent(key, condition);
  }

  /**
   * @param keys each with {@code " DESC"} behind it where it runs downwards
   */
  void addOrder(List<String> keys) {
    if (!keys.isEmpty()) {
      boolean allDown = keys.stream().allMatch(key -> key.endsWith(" DESC"));
      orders.add(allDown ? keys.stream().map(TableUse::withoutDirection).toList() : keys);
    }
  }

  void addRead(String column) {
    read.add(column);
  }

  void readEverything() {
    columns.names().forEach(name -> read.add(SqlText.readableName(name)));
  }

  static String withoutDirection(String key) {
    return key.endsWith(" DESC") ? key.substring(0, key.length() - 5) : key;
  }

  List<String> equal() {
    return new ArrayList<>(equal);
  }

  List<String> range() {
    return range.stream().filter(key -> !equal.contains(key)).toList();
  }

  List<String> alternatives() {
    return List.copyOf(alternatives);
  }

  Set<List<String>> orders() {
    return orders;
  }

  /** Columns that the query reads of the table, in the query's order. */
  Set<String> read() {
    return read;
  }

  /** By key; each a term that can be the WHERE of a partial index. */
  Map<String, String> conditions() {
    return conditions;
  }

  /** Whether the key is the rowid: looking it up needs no index. */
  boolean isRowid(String key) {
    String name = TableFacts.lower(key);
    boolean hidden = name.equals("rowid") || name.equals("_rowid_") || name.equals("oid");
    return columns.rowid().filter(c -> SqlText.readableName(c).equalsIgnoreCase(key)).isPresent()
        || (hidden && columns.named(name).isEmpty());
  }
}
