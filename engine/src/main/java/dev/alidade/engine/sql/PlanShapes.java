package dev.alidade.engine.sql;

import dev.alidade.engine.sql.Explain.PlanRow;
import dev.alidade.engine.sql.TableFacts.TableEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a query asks of its tables, read from its plan: for texts that only SQLite can parse. An
 * automatic index tells the columns that one of its own should have; for a table that is scanned,
 * each of its columns that the text names may be the one to look up.
 */
final class PlanShapes {
  private PlanShapes() {}

  static List<TableUse> read(
      Connection connection, SqlStatement query, TableFacts facts, TableColumns columns)
      throws SQLException {
    SourceNames names = new SourceNames(query.sql(), facts);
    Map<String, TableUse> uses = new LinkedHashMap<>();
    for (PlanRow row : Explain.plan(connection, query)) {
      PlanLine line = PlanLine.parse(row.detail());
      Optional<TableEntry> table =
          line.source().flatMap(names::table).filter(t -> t.kind().equals("table"));
      if (table.isEmpty()) {
        continue;
      }
      TableUse use = uses.get(table.get().name());
      if (use == null) {
        use = new TableUse(table.get(), columns.of(table.get().name()), "");
        uses.put(table.get().name(), use);
      }
      if (line.automatic()) {
        addAutomatic(use, line);
      }
      addNamed(use, query.sql());
    }
    return List.copyOf(uses.values());
  }

  /** The terms are {@code a=?}. */
  private static void addAutomatic(TableUse use, PlanLine line) {
    for (String term : line.constraint().orElse("").split(" AND ")) {
      int end = term.indexOf('=');
      if (end > 0) {
        use.columns()
            .named(term.substring(0, end))
            .ifPresent(column -> use.addEqual(SqlText.readableName(column)));
      }
    }
  }

  private static void addNamed(TableUse use, String sql) {
    for (SqlToken token : SqlTokenizer.meaningful(sql)) {
      if (token.isIdentifier()) {
        use.columns()
            .named(token.unquoted())
            .map(SqlText::readableName)
            .ifPresent(
                column -> {
                  use.addAlternative(column);
                  use.addRead(column);
                });
      }
    }
  }
}
