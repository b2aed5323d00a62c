package dev.alidade.engine.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one connection that only read, kept prepared for their next run: preparing takes 40
 * % of the time of a query of one row. Between runs they hold no lock, and SQLite prepares them
 * again by itself where the schema has changed. Used by one thread at a time.
 */
final class KeptStatements {
  private static final int ENTRIES = 32;

  private final Map<String, PreparedStatement> waiting = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Connection connection;

  /** Takes a statement out, or prepares it. The caller closes it or gives it back. */
  PreparedStatement take(Connection on, StatementText text) throws SQLException {
    if (!on.equals(connection)) {
      waiting.clear(); // the driver closes statements with their connection
      connection = on;
    }
    PreparedStatement kept = waiting.remove(text.sql());
    return kept == null ? on.prepareStatement(text.sql()) : kept;
  }

  /** After a run that went well and whose rows are closed. */
  void giveBack(StatementText text, PreparedStatement statement) throws SQLException {
    if (text.slots().count() > 0) {
      statement.clearParameters(); // a long value must not stay
    }
    PreparedStatement other = waiting.put(text.sql(), statement);
    if (other != null) {
      other.close();
    } else if (waiting.size() > ENTRIES) {
      String eldest = waiting.keySet().iterator().next();
      PreparedStatement dropped = waiting.remove(eldest);
      if (dropped != null) {
        dropped.close();
      }
    }
  }

  void clear() throws SQLException {
    for (PreparedStatement statement : waiting.values()) {
      statement.close();
    }
    waiting.clear();
  }
}
