package dev.alidade.app.sql;

import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.QueryResult;
import dev.alidade.engine.sql.SqlParameters;
import java.util.Optional;

/**
 * What a run gave.
 *
 * @param sql the statement that ran
 */
record Outcome(
    String sql, SqlParameters parameters, QueryResult result, Optional<QueryPlan> plan) {}
