package dev.alidade.engine.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements that a database lets through, by the texts they were asked for with. Judging a
 * text costs half as much as a query of one row, so those of the last texts are kept. Thread-safe.
 */
final class AllowedStatements {
  private static final int ENTRIES = 256;

  /** Longer texts are rare, and judging them is little beside running them. */
  private static final int LONGEST = 10_000;

  private final StatementRules rules;
  private final Map<String, StatementText> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StatementText> eldest) {
          return size() > ENTRIES;
        }
      };

  AllowedStatements(StatementRules rules) {
    this.rules = rules;
  }

  /**
   * The first statement of a text.
   *
   * @throws SqlException.StatementFailed when there is none, or it is not let through
   */
  StatementText first(String text) {
    synchronized (known) {
      StatementText earlier = known.get(text);
      if (earlier != null) {
        return earlier;
      }
    }
    StatementText statement = StatementText.of(rules.firstAllowed(text));
    if (text.length() <= LONGEST) {
      synchronized (known) {
        known.put(text, statement);
      }
    }
    return statement;
  }

  /** The first statement of a text with its parameters. */
  SqlStatement first(SqlStatement statement) {
    return new SqlStatement(first(statement.sql()).sql(), statement.parameters());
  }
}
