package dev.alidade.app.sql;

import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.SqlStatement;
import java.util.Optional;

/**
 * What a run gave.
 *
 * @param statement what ran, with its values
 * @param rows its rows, or none where it changed some
 * @param changedRows how many it changed
 */
record Outcome(
    SqlStatement statement, Optional<QueryPlan> plan, QueryCursor rows, long changedRows) {
  /** Whether it has columns to show. */
  boolean hasRows() {
    return !rows.columns().isEmpty();
  }
}
