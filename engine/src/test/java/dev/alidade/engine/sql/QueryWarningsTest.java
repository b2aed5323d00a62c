package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryAnalysis.Warning;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryWarningsTest {
  @TempDir Path folder;
  private OpenedSample sample;

  @BeforeEach
  void open() throws SQLException {
    sample = new OpenedSample(folder);
    SampleDatabase.run(
        sample.file,
        "CREATE INDEX by_type ON agent_memories (agent_type);"
            + "CREATE INDEX by_content ON agent_memories (content);"
            + "CREATE TABLE wide (id INTEGER PRIMARY KEY, number TEXT, text TEXT);"
            + "CREATE INDEX by_number ON wide (number);"
            + "INSERT INTO wide SELECT id, id, hex(zeroblob(400)) FROM agent_memories;");
  }

  @AfterEach
  void close() {
    sample.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM agent_executions | Full scan of agent_executions | 20,000 rows",
        "SELECT id FROM agent_executions ORDER BY tokens | sorted for ORDER BY | temporary B-tree",
        "SELECT DISTINCT status FROM agent_executions | sorted for DISTINCT | temporary B-tree",
        "SELECT * FROM agent_executions a JOIN agent_executions b ON a.tokens = b.tokens"
            + " | Index built for each run | (tokens=?)",
        "SELECT (SELECT max(tokens) FROM agent_executions e WHERE e.agent_type = m.agent_type)"
            + " FROM agent_memories m | A subquery runs again | 2,000 times",
        "SELECT * FROM agent_memories WHERE upper(agent_type) = 'CODER'"
            + " | Index by_type cannot be used | upper(agent_type)",
        "SELECT * FROM agent_memories WHERE agent_type = 'CODER' COLLATE NOCASE"
            + " | by_type | agent_type",
        "SELECT w.text FROM agent_memories m CROSS JOIN wide w ON w.number = m.id"
            + " | by_number is not used | number",
        "SELECT * FROM agent_memories WHERE content LIKE '%café' | starts with a wildcard |"
            + " '%café'",
        "SELECT * FROM agent_memories WHERE content LIKE 'memory 1%' | ignores case | NOCASE",
        "SELECT * FROM agent_executions WHERE tokens = 4 OR duration_ms > 1e9"
            + " | OR without an index | tokens, duration_ms",
        "SELECT * FROM wide ORDER BY number LIMIT 1 | SELECT * over wide rows | bytes on average",
        "SELECT count(*) FROM agent_memories WHERE agent_type = 'coder' | No statistics | 2,000",
        "SELECT count(*) FROM agent_executions a, agent_memories m WHERE a.tokens + m.id = 5"
            + " | for each row of | no term",
      })
  void saysWhatIsSlowWithItsEvidence(String sql, String title, String evidence) {
    List<Warning> warnings = warnings(sql);
    assertThat(warnings)
        .as(warnings.toString())
        .anySatisfy(
            w -> {
              assertThat(w.title()).contains(title);
              assertThat(w.evidence()).contains(evidence);
              assertThat(w.remedy()).endsWith(".");
              assertThat(w.nodeId()).isPositive();
            });
  }

  @Test
  void saysNothingOfAQueryThatIsFine() throws SQLException {
    SampleDatabase.run(sample.file, "ANALYZE");
    assertThat(warnings("SELECT content FROM agent_memories WHERE id = 5")).isEmpty();
    assertThat(warnings("SELECT content FROM agent_memories WHERE agent_type = 'coder' LIMIT 5"))
        .isEmpty();
  }

  @Test
  void noticesStaleStatistics() throws SQLException {
    SampleDatabase.run(sample.file, "ANALYZE; DELETE FROM agent_memories WHERE id > 950");
    String sql = "SELECT count(*) FROM agent_memories WHERE agent_type = 'coder'";
    assertThat(warnings(sql)).isEmpty(); // too few rows to matter
    SampleDatabase.run(
        sample.file,
        "INSERT INTO agent_memories SELECT id + 10000, agent_type, 0, status, 0 FROM"
            + " agent_executions");
    assertThat(warnings(sql))
        .anySatisfy(w -> assertThat(w.title()).contains("Stale statistics of agent_memories"));
  }

  private List<Warning> warnings(String sql) {
    return sample.reader().analyzeQuery(sql, SqlParameters.NONE, Progress.NONE).warnings();
  }
}
