package dev.alidade.app.sql;

import dev.alidade.engine.sql.QueryResult.ResultColumn;
import dev.alidade.engine.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a result are sorted and filtered. SQLite does both, by a query around the user's,
 * so that it works for any number of rows and orders them as SQLite does.
 *
 * @param contains what a value of each row must contain; empty for anything
 */
record ResultShape(Optional<Sort> sort, String contains, List<Kept> kept) {
  static final ResultShape PLAIN = new ResultShape(Optional.empty(), "", List.of());

  ResultShape {
    kept = List.copyOf(kept);
  }

  record Sort(int column, boolean descending) {}

  /**
   * Rows with a value.
   *
   * @param same whether they stay, or go
   */
  record Kept(int column, @Nullable Object value, boolean same) {}

  boolean isPlain() {
    return equals(PLAIN);
  }

  /** Up, then down, then as the query gives them. */
  ResultShape sortedBy(int column) {
    Optional<Sort> next =
        sort.filter(now -> now.column() == column)
            .map(
                now ->
                    now.descending() ? Optional.<Sort>empty() : Optional.of(new Sort(column, true)))
            .orElse(Optional.of(new Sort(column, false)));
    return new ResultShape(next, contains, kept);
  }

  ResultShape containing(String text) {
    return new ResultShape(sort, text, kept);
  }

  ResultShape with(Kept more) {
    List<Kept> all = new ArrayList<>(kept);
    all.add(more);
    return new ResultShape(sort, contains, all);
  }

  ResultShape without(Kept less) {
    return new ResultShape(sort, contains, kept.stream().filter(k -> !k.equals(less)).toList());
  }

  /** The query around a query; it takes the same parameters. */
  SqlStatement over(SqlStatement query, List<ResultColumn> columns) {
    if (isPlain()) {
      return query;
    }
    String names =
        IntStream.range(0, columns.size())
            .mapToObj(ResultShape::column)
            .collect(Collectors.joining(", "));
    String heads =
        IntStream.range(0, columns.size())
            .mapToObj(i -> column(i) + " AS " + SqlLiterals.name(columns.get(i).name()))
            .collect(Collectors.joining(", "));
    List<String> terms = new ArrayList<>();
    kept.forEach(k -> terms.add(term(k)));
    if (!contains.isEmpty()) {
      String text = SqlLiterals.of("%" + contains.replaceAll("([\\\\%_])", "\\\\$1") + "%");
      terms.add(
          IntStream.range(0, columns.size())
              .mapToObj(i -> column(i) + " LIKE " + text + " ESCAPE '\\'")
              .collect(Collectors.joining(" OR ", "(", ")")));
    }
    return new SqlStatement(
        "WITH alidade_result("
            + names
            + ") AS (\n"
            + query.sql()
            + "\n)\nSELECT "
            + heads
            + " FROM alidade_result"
            + (terms.isEmpty() ? "" : "\nWHERE " + String.join(" AND ", terms))
            + sort.map(s -> "\nORDER BY " + column(s.column()) + (s.descending() ? " DESC" : ""))
                .orElse(""),
        query.parameters());
  }

  private static String term(Kept kept) {
    return column(kept.column())
        + (kept.same() ? " IS " : " IS NOT ")
        + SqlLiterals.of(kept.value());
  }

  private static String column(int index) {
    return "alidade_" + (index + 1);
  }
}
