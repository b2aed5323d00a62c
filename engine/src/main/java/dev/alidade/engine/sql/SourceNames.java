package dev.alidade.engine.sql;

import dev.alidade.engine.sql.TableFacts.TableEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which table a name in a plan stands for. SQLite prints the alias only, so the table is looked up
 * in the query's text (and in the text of the views it uses): a table's name after FROM, JOIN,
 * UPDATE, INTO or a comma, and the alias behind it. Where two parts of a query use one alias for
 * two tables, the first is taken.
 */
final class SourceNames {
  private final Map<String, TableEntry> byName = new HashMap<>();
  private final Map<String, TableEntry> tables = new HashMap<>();
  private final Set<String> views = new LinkedHashSet<>();

  SourceNames(String sql, TableFacts facts) {
    Deque<String> texts = new ArrayDeque<>(List.of(sql));
    Set<String> seenViews = new HashSet<>();
    while (!texts.isEmpty()) {
      for (TableEntry view : collect(texts.removeFirst(), facts)) {
        if (seenViews.add(view.name())) {
          views.add(view.name());
          texts.addLast(view.sql());
        }
      }
    }
  }

  /** Notes the tables of one text and returns the views it names. */
  private Set<TableEntry> collect(String sql, TableFacts facts) {
    Set<TableEntry> used = new HashSet<>();
    List<SqlToken> tokens = SqlTokenizer.meaningful(sql);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      Optional<TableEntry> entry =
          token.isIdentifier() && standsAsSource(tokens, i)
              ? facts.table(token.unquoted())
              : Optional.empty();
      if (entry.isEmpty()) {
        continue;
      }
      if (entry.get().kind().equals("view")) {
        used.add(entry.get());
        continue;
      }
      tables.put(token.name(), entry.get());
      byName.putIfAbsent(token.name(), entry.get());
      alias(tokens, i + 1).ifPresent(alias -> byName.putIfAbsent(alias, entry.get()));
    }
    return used;
  }

  private static boolean standsAsSource(List<SqlToken> tokens, int at) {
    int before = at - 1;
    if (before >= 1 && tokens.get(before).isOperator(".")) {
      before -= 2; // a schema's name
    }
    if (before < 0) {
      return false;
    }
    SqlToken token = tokens.get(before);
    return token.isOperator(",")
        || token.isOperator("(")
        || token.isWord("FROM")
        || token.isWord("JOIN")
        || token.isWord("UPDATE")
        || token.isWord("INTO");
  }

  private static Optional<String> alias(List<SqlToken> tokens, int at) {
    if (at < tokens.size() && tokens.get(at).isWord("AS")) {
      return at + 1 < tokens.size() ? Optional.of(tokens.get(at + 1).name()) : Optional.empty();
    }
    boolean named =
        at < tokens.size()
            && tokens.get(at).isIdentifier()
            && !(tokens.get(at).kind() == SqlToken.Kind.WORD
                && SqlKeywords.isReserved(tokens.get(at).text()));
    return named ? Optional.of(tokens.get(at).name()) : Optional.empty();
  }

  /** The table behind a name as a plan prints it; empty for subqueries and CTEs. */
  Optional<TableEntry> table(String source) {
    TableEntry entry = byName.get(TableFacts.lower(source));
    if (entry == null && source.contains(".")) {
      entry = byName.get(TableFacts.lower(source.substring(source.indexOf('.') + 1)));
    }
    return Optional.ofNullable(entry);
  }

  /** Every name, table or alias, with its table. */
  Map<String, TableEntry> all() {
    return Map.copyOf(byName);
  }

  /** Tables that the query and its views read. */
  List<TableEntry> tables() {
    return List.copyOf(tables.values());
  }

  /** Views that the query uses, directly or through another view. */
  Set<String> views() {
    return views;
  }
}
