package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSampleTest {
  private static final List<String> KEYS =
      List.of("agent_type", "status", "tokens", "error", "duration_ms");
  private static final List<String> CONDITIONS = List.of("status = 'failed'");

  @TempDir Path folder;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    Path file = SampleDatabase.make(folder.resolve("agents.sqlite"));
    connection = DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(file));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void findsTheFiguresOfAnalyzeWhereItReadsEveryRow() throws SQLException {
    run(
        "CREATE INDEX a ON agent_executions (agent_type, status, tokens);"
            + "CREATE INDEX b ON agent_executions (error, agent_type);"
            + "CREATE INDEX c ON agent_executions (tokens, duration_ms) WHERE status = 'failed';"
            + "ANALYZE");
    TableSample sample =
        TableSample.read(
            connection, "agent_executions", KEYS, CONDITIONS, SampleDatabase.EXECUTIONS);
    assertThat(sample.statistics(List.of("agent_type", "status", "tokens"), Optional.empty()))
        .contains(analyzed("a"));
    assertThat(sample.statistics(List.of("error", "agent_type"), Optional.empty()))
        .contains(analyzed("b"));
    assertThat(
            sample.statistics(List.of("tokens", "duration_ms"), Optional.of("status = 'failed'")))
        .contains(analyzed("c"));
  }

  @Test
  void comesCloseFromAFractionOfTheRows() throws SQLException {
    run(
        "INSERT INTO agent_executions SELECT NULL, agent_type, status, started_at + 7, duration_ms,"
            + " tokens, cost_usd, error FROM agent_executions, (VALUES (1), (2), (3), (4));"
            + "DELETE FROM agent_executions WHERE id % 7 = 3;"
            + "CREATE INDEX a ON agent_executions (agent_type, tokens); ANALYZE");
    long[] exact = numbers(analyzed("a"));
    TableSample sample =
        TableSample.read(connection, "agent_executions", KEYS, CONDITIONS, exact[0]);
    long[] estimated =
        numbers(sample.statistics(List.of("agent_type", "tokens"), Optional.empty()).orElseThrow());
    assertThat(estimated[0]).isEqualTo(exact[0]);
    assertThat(estimated[1]).isBetween(exact[1] - 2, exact[1] + 2);
    assertThat(estimated[2]).isBetween(1L, 4 * exact[2]);
  }

  private void run(String script) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  private String analyzed(String index) throws SQLException {
    try (var select = connection.prepareStatement("SELECT stat FROM sqlite_stat1 WHERE idx = ?")) {
      select.setString(1, index);
      try (var rows = select.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
