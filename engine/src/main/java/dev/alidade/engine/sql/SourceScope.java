package dev.alidade.engine.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/** The names that a part of a query can use, and which column of which table each stands for. */
final class SourceScope {
  private final @Nullable SourceScope outer;
  private final Map<String, Derived> commonTables = new HashMap<>();
  private final Map<String, Source> sources = new LinkedHashMap<>();

  SourceScope(@Nullable SourceScope outer) {
    this.outer = outer;
  }

  /** Something that a FROM clause names. */
  sealed interface Source {}

  record BaseTable(TableUse use) implements Source {}

  /**
   * A subquery, view or common table.
   *
   * @param outputs its columns that are columns of tables, unchanged; by name in lower case
   */
  record Derived(Map<String, Ref> outputs) implements Source {}

  /** A column of a table. */
  record Ref(TableUse use, String column) {
    String key() {
      return SqlText.readableName(column);
    }
  }

  void addCommonTable(String name, Derived table) {
    commonTables.put(TableFacts.lower(name), table);
  }

  Optional<Derived> commonTable(String name) {
    Derived own = commonTables.get(TableFacts.lower(name));
    if (own != null) {
      return Optional.of(own);
    }
    return outer == null ? Optional.empty() : outer.commonTable(name);
  }

  void addSource(String name, Source source) {
    sources.putIfAbsent(TableFacts.lower(name), source);
  }

  List<Source> sources() {
    return new ArrayList<>(sources.values());
  }

  Optional<Source> source(String name) {
    return Optional.ofNullable(sources.get(TableFacts.lower(name)));
  }

  Optional<Ref> resolve(Column column) {
    String name = ParsedSql.unquoted(column.getColumnName());
    String table = column.getTable() == null ? null : column.getTable().getName();
    return resolve(table == null ? null : ParsedSql.unquoted(table), name);
  }

  private Optional<Ref> resolve(@Nullable String table, String name) {
    if (table != null) {
      Source source = sources.get(TableFacts.lower(table));
      if (source != null) {
        return inSource(source, name);
      }
    } else {
      for (Source source : sources.values()) {
        Optional<Ref> ref = inSource(source, name);
        if (ref.isPresent()) {
          return ref;
        }
      }
    }
    return outer == null ? Optional.empty() : outer.resolve(table, name);
  }

  static Optional<Ref> inSource(Source source, String name) {
    return switch (source) {
      case BaseTable base -> inTable(base.use(), name);
      case Derived derived -> Optional.ofNullable(derived.outputs().get(TableFacts.lower(name)));
    };
  }

  private static Optional<Ref> inTable(TableUse use, String name) {
    Optional<Ref> column = use.columns().named(name).map(spelled -> new Ref(use, spelled));
    return column.isPresent() || !use.isRowid(name) ? column : Optional.of(new Ref(use, name));
  }

  /** Whether a table is read here and not outside: a subquery gets its outer rows as values. */
  boolean holds(TableUse use) {
    return sources.values().stream()
        .anyMatch(
            source ->
                switch (source) {
                  case BaseTable base -> base.use() == use;
                  case Derived derived ->
                      derived.outputs().values().stream().anyMatch(ref -> ref.use() == use);
                });
  }

  /** Whether this is the query that names the table, not one around or within it. */
  boolean names(TableUse use) {
    return sources.values().stream()
        .anyMatch(source -> source instanceof BaseTable base && base.use() == use);
  }

  boolean mentions(Expression expression, TableUse use) {
    return ParsedSql.Parts.of(expression).columns().stream()
        .anyMatch(column -> resolve(column).filter(ref -> ref.use() == use).isPresent());
  }
}
