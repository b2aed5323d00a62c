package dev.alidade.engine.benchmark;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryAnalysis;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.sql.SqliteService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plan, warnings and index advice of queries over the sample's tables: the copy of the file, the
 * trials on it and the proof included. A variant a query, named after what is asked.
 */
record AdviceCase(SqliteService sqlite) implements BenchmarkCase {
  static final String NAME = "sql.advice";

  private static final long SEED = 20_260_301;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long size() {
    return AgentsDatabase.EXECUTIONS;
  }

  @Override
  public boolean quick() {
    return false;
  }

  private static Map<String, String> queries() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("equal", "SELECT * FROM agent_executions WHERE tokens = 77");
    queries.put(
        "equal and range",
        "SELECT id, error FROM agent_executions WHERE agent_type = 'agent-3' AND tokens > 19000");
    queries.put(
        "between",
        "SELECT id FROM agent_executions WHERE started_at BETWEEN '2025-03-01' AND '2025-03-02'");
    queries.put("order", "SELECT * FROM agent_executions ORDER BY duration_ms DESC LIMIT 20");
    queries.put(
        "equal and order",
        "SELECT id, tokens FROM agent_executions WHERE agent_type = 'agent-5'"
            + " ORDER BY duration_ms DESC LIMIT 20");
    queries.put("max", "SELECT max(cost_usd) FROM agent_executions");
    queries.put(
        "two orders",
        "SELECT * FROM agent_memories WHERE agent_type = 'agent-7' AND importance >= 0.6"
            + " ORDER BY importance DESC, created_at DESC LIMIT 20");
    queries.put(
        "join",
        "SELECT e.id, m.id FROM agent_executions e JOIN agent_memories m"
            + " ON m.created_at = e.started_at WHERE e.tokens < 200");
    queries.put("or", "SELECT id FROM agent_executions WHERE tokens = 292 OR duration_ms = 1765");
    queries.put(
        "group",
        "SELECT status, count(*), sum(cost_usd) FROM agent_executions"
            + " WHERE started_at >= '2025-12-20' GROUP BY status");
    queries.put(
        "expression", "SELECT id FROM agent_memories WHERE upper(content) = 'MEMORY NUMBER 4'");
    queries.put(
        "correlated",
        "SELECT m.id, (SELECT count(*) FROM agent_executions e WHERE e.agent_type = m.agent_type"
            + " AND e.started_at > m.created_at) FROM agent_memories m WHERE m.importance > 0.995");
    queries.put("complex", AgentsDatabase.COMPLEX_QUERY);
    return queries;
  }

  @Override
  public Prepared prepare() {
    AgentsDatabase agents = AgentsDatabase.create(SEED);
    SqliteDatabase database = agents.open(sqlite);
    List<Variant> variants = new ArrayList<>();
    queries().forEach((name, sql) -> variants.add(Variant.of(name, () -> advise(database, sql))));
    return new Prepared(
        0,
        variants,
        Optional.empty(),
        "",
        () -> {
          database.close();
          agents.close();
        });
  }

  private static void advise(SqliteDatabase database, String sql) {
    QueryAnalysis analysis = database.analyzeQuery(sql, SqlParameters.NONE, Progress.NONE);
    if (analysis.warnings().isEmpty() && analysis.indexRecommendations().isEmpty()) {
      throw new IllegalStateException("nothing was found wrong with " + sql);
    }
  }
}
