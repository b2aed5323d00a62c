package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.sql.QueryPlan.Kind;
import dev.alidade.engine.sql.QueryPlan.Node;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {
  @TempDir Path folder;
  private Path file;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    file = SampleDatabase.make(folder.resolve("agents.sqlite"));
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM agent_executions",
        "SELECT 1 UNION SELECT 2 UNION ALL SELECT id FROM agent_memories ORDER BY 1",
        "SELECT id FROM agent_memories INTERSECT SELECT id FROM agent_executions",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 9) SELECT * FROM n",
        "SELECT *, rank() OVER (PARTITION BY status ORDER BY tokens) FROM agent_executions",
        "SELECT * FROM agent_executions e JOIN agent_memories m ON m.agent_type = e.agent_type",
        "SELECT * FROM agent_executions e FULL JOIN agent_memories m ON m.id = e.tokens",
        "SELECT * FROM agent_memories WHERE agent_type IN (SELECT agent_type FROM failures)",
        "SELECT (SELECT max(importance) FROM agent_memories m WHERE m.agent_type = e.agent_type)"
            + " FROM agent_executions e",
        "SELECT * FROM agent_executions WHERE id = 1 OR id = 5 OR rowid BETWEEN 8 AND 9",
        "SELECT count(DISTINCT status), group_concat(error ORDER BY id) FROM agent_executions",
        "SELECT * FROM (SELECT agent_type, count(*) n FROM failures GROUP BY 1) q JOIN"
            + " agent_memories USING (agent_type)",
        "SELECT * FROM json_each('[1]') j JOIN agent_memories m ON m.id = j.value",
        "DELETE FROM agent_memories WHERE importance < 0.5",
        "UPDATE agent_executions SET error = NULL WHERE status IN ('done', 'x')",
        "SELECT * FROM agent_executions e WHERE EXISTS (SELECT 1 FROM agent_memories m WHERE m.id ="
            + " e.id AND m.importance > e.cost_usd)",
        "VALUES (1), (2)",
      })
  void losesNoLine(String sql) throws SQLException {
    List<String> own = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (rows.next()) {
        own.add(rows.getString(4));
      }
    }
    List<Node> nodes = all(read(sql).roots()).toList();
    assertThat(nodes).extracting(Node::detail).containsExactlyInAnyOrderElementsOf(own);
    assertThat(nodes)
        .noneMatch(node -> node.kind() == Kind.OTHER && !node.detail().startsWith("RIGHT-JOIN"));
    double shares =
        nodes.stream()
            .filter(n -> n.costShare().isPresent())
            .mapToDouble(n -> n.costShare().getAsDouble())
            .sum();
    if (nodes.stream().anyMatch(n -> n.costShare().isPresent())) {
      assertThat(shares).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void findsTheTableBehindAnAlias() throws SQLException {
    List<Node> nodes =
        all(read("SELECT * FROM failures, main.agent_memories AS \"M\" WHERE \"M\".id ="
                    + " failures.id")
                .roots())
            .toList();
    assertThat(nodes).hasSize(2);
    assertThat(nodes)
        .extracting(n -> n.table().orElse(""))
        .containsExactlyInAnyOrder("agent_executions", "agent_memories");
    assertThat(nodes).allSatisfy(n -> assertThat(n.alias()).isPresent());
    assertThat(nodes).allSatisfy(n -> assertThat(n.tableRows()).isPresent());
  }

  @Test
  void chargesACorrelatedSubqueryForEachOuterRow() throws SQLException {
    QueryPlan plan =
        read(
            "SELECT (SELECT count(*) FROM agent_memories m WHERE m.agent_type = e.agent_type) FROM"
                + " agent_executions e");
    Node outer = plan.roots().getFirst();
    Node inner =
        all(plan.roots())
            .filter(n -> n.table().filter("agent_memories"::equals).isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(inner.costShare().getAsDouble()).isGreaterThan(0.99);
    assertThat(outer.costShare().getAsDouble()).isLessThan(0.01);
    assertThat(all(plan.roots()).filter(n -> n.kind() == Kind.SUBQUERY))
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.correlated()).isTrue();
              assertThat(n.costShare()).isEmpty();
            });
  }

  /** The subquery is what each ends with; the planner expects 100 groups at the most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT agent_type, SUB FROM agent_executions e GROUP BY agent_type | 100",
        "SELECT agent_type FROM agent_executions e GROUP BY agent_type HAVING SUB > 3 | 100",
        "SELECT agent_type FROM agent_executions e GROUP BY agent_type ORDER BY SUB | 100",
        "SELECT agent_type, sum(SUB) FROM agent_executions e GROUP BY agent_type | 20000",
        "SELECT agent_type FROM agent_executions e WHERE SUB > 3 GROUP BY agent_type | 20000",
        "SELECT agent_type, sum(tokens) FROM agent_executions e GROUP BY SUB | 20000",
        "SELECT (SELECT 1), max(SUB) FROM agent_executions e | 20000",
        "SELECT (SELECT 1), SUB + max(tokens) FROM agent_executions e | 1",
        "SELECT agent_type, SUB FROM agent_executions e | 20000",
      })
  void chargesASubqueryForEachGroupThatComputesIt(String sql, double times) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("ANALYZE");
    }
    String sub = "(SELECT count(*) FROM agent_memories m WHERE m.importance > e.tokens)";
    List<Node> nodes = all(read(sql.replace("SUB", sub)).roots()).toList();
    Node outer = named(nodes, "agent_executions");
    Node inner = named(nodes, "agent_memories");
    double perRun = SampleDatabase.MEMORIES / (double) SampleDatabase.EXECUTIONS;
    assertThat(inner.costShare().getAsDouble() / outer.costShare().getAsDouble())
        .isBetween(times * perRun / 2, times * perRun * 2);
  }

  private static Node named(List<Node> nodes, String table) {
    return nodes.stream()
        .filter(n -> n.table().filter(table::equals).isPresent() && n.costShare().isPresent())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void estimatesRowsFromStatistics() throws SQLException {
    String sql = "SELECT * FROM agent_executions WHERE agent_type = 'coder'";
    assertThat(read(sql).roots().getFirst().estimatedRows()).isEmpty();
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE INDEX by_type ON agent_executions (agent_type); ANALYZE");
    }
    Node node = read(sql).roots().getFirst();
    long perType = SampleDatabase.EXECUTIONS / 5;
    assertThat(node.estimatedRows().orElseThrow()).isBetween(perType / 2, perType * 2);
    assertThat(node.tableRows()).contains((long) SampleDatabase.EXECUTIONS);
    assertThat(node.selectivity().getAsDouble()).isBetween(0.1, 0.4);
    assertThat(node.tableBytes().orElseThrow()).isGreaterThan(node.indexBytes().orElseThrow());
  }

  @Test
  void drawsTheTreeAsText() throws SQLException {
    assertThat(read("SELECT id FROM agent_memories ORDER BY importance").text())
        .isEqualTo("QUERY PLAN\n|--SCAN agent_memories\n`--USE TEMP B-TREE FOR ORDER BY");
  }

  private QueryPlan read(String sql) throws SQLException {
    return new PlanReader(connection, new TableFacts()).read(SqlStatement.of(sql));
  }

  private static Stream<Node> all(List<Node> nodes) {
    return nodes.stream().flatMap(node -> Stream.concat(Stream.of(node), all(node.children())));
  }
}
