package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaterFiltersTest {
  @TempDir Path folder;
  private OpenedSample sample;

  @BeforeEach
  void open() throws SQLException {
    sample = new OpenedSample(folder);
    SampleDatabase.run(
        sample.file, "CREATE INDEX by_status ON agent_executions (status, agent_type)");
    SampleDatabase.run(
        sample.file, "CREATE INDEX dear ON agent_memories (agent_type) WHERE importance > 0.9");
    SampleDatabase.run(sample.file, "CREATE INDEX by_length ON agent_memories (length(content))");
  }

  @AfterEach
  void close() {
    sample.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT id FROM agent_executions e WHERE e.tokens > 5 | e: e.tokens > 5",
        "SELECT id FROM agent_executions WHERE status = 'failed' AND tokens > 5 AND id < 9000 |"
            + " agent_executions: tokens > 5; id < 9000",
        "SELECT * FROM agent_executions WHERE status = 'failed' AND abs(tokens) > ?1 |"
            + " agent_executions: abs(tokens) > ?",
        "SELECT * FROM agent_executions WHERE id = 7 AND (tokens > 5 OR cost_usd > 1) |"
            + " agent_executions: tokens > 5 OR cost_usd > 1",
        "SELECT * FROM agent_executions e JOIN agent_memories m ON m.id = e.id AND"
            + " m.content LIKE '%x%' WHERE e.status = 'failed' | m: m.content LIKE '%x%'",
        "SELECT (SELECT count(*) FROM agent_memories m WHERE m.created_at > e.started_at)"
            + " FROM agent_executions e | m: m.created_at > e.started_at",
        "DELETE FROM agent_executions WHERE tokens = 1 | agent_executions: tokens = 1",
      })
  void tellsTheTermsThatNoSearchCovers(String sql, String expected) {
    assertThat(later(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM agent_executions",
        "SELECT * FROM agent_executions WHERE status = 'failed'",
        "SELECT * FROM agent_executions WHERE id = 7",
        "SELECT * FROM agent_executions WHERE rowid > 7 AND rowid < 9",
        // A partial index has taken its own condition.
        "SELECT * FROM agent_memories WHERE agent_type = 'x' AND importance > 0.9",
        // An expression's column is searched by.
        "SELECT * FROM agent_memories WHERE length(content) = 5",
        // Several loops of one name.
        "SELECT id FROM agent_memories WHERE importance > 0 UNION SELECT id FROM agent_memories",
        "SELECT * FROM agent_executions WHERE id = 7 OR status = 'x'",
        // The rows of a subquery are filtered, not those of its table.
        "SELECT * FROM (SELECT agent_type, count(*) c FROM agent_executions GROUP BY 1) WHERE c >"
            + " 5",
        // An outer join keeps the rows of its left side.
        "SELECT * FROM agent_executions e LEFT JOIN agent_memories m ON m.id = e.id AND e.tokens >"
            + " 5",
        "SELECT * FROM agent_executions WHERE id IS NOT NULL",
        "SELECT * FROM agent_executions WHERE tokens IN (SELECT id FROM agent_memories)",
      })
  void tellsNothingThatIsNotCertain(String sql) {
    assertThat(later(sql)).isEmpty();
  }

  @Test
  void aTermOfWhichNoRowPassesStillReadsThemAll() {
    // What "after reading" means, by SQLite's own count of steps.
    String scan = "SELECT id FROM agent_executions WHERE tokens < -1";
    String search = "SELECT id FROM agent_executions WHERE status = 'none of this name'";
    assertThat(later(scan)).isNotEmpty();
    assertThat(later(search)).isEmpty();
    assertThat(sample.query(scan).rows()).isEmpty();
    assertThat(sample.query(scan).vmSteps())
        .isGreaterThan(SampleDatabase.EXECUTIONS)
        .isGreaterThan(100 * sample.query(search).vmSteps());
  }

  private String later(String sql) {
    SqliteDatabase database = sample.reader();
    QueryPlan plan = database.queryPlan(sql, SqlParameters.NONE);
    Map<String, String> named = new TreeMap<>();
    database
        .laterFilters(sql, plan)
        .forEach((id, terms) -> named.put(name(plan.roots(), id), String.join("; ", terms)));
    StringBuilder text = new StringBuilder();
    named.forEach((name, terms) -> text.append(name).append(": ").append(terms));
    return text.toString();
  }

  private static String name(List<QueryPlan.Node> nodes, int id) {
    for (QueryPlan.Node node : nodes) {
      String name =
          node.id() == id ? node.alias().or(node::table).orElseThrow() : name(node.children(), id);
      if (!name.isEmpty()) {
        return name;
      }
    }
    return "";
  }
}
