package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.sql.QueryPlan.Kind;
import dev.alidade.engine.sql.QueryPlan.Node;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every text of a plan that these queries make SQLite print is understood, and none is lost. */
class PlanTextsTest {
  private static final String SCHEMA =
      """
      CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c INT, d REAL, e BLOB);
      CREATE TABLE u (x INT, y TEXT, z INT, UNIQUE (x, y));
      CREATE TABLE w (k TEXT PRIMARY KEY, v INT) WITHOUT ROWID;
      CREATE INDEX t_b ON t (b);
      CREATE INDEX t_c_d ON t (c, d);
      CREATE INDEX t_expr ON t (lower(b));
      CREATE INDEX u_part ON u (z) WHERE y IS NOT NULL;
      CREATE VIEW v AS SELECT b, count(*) AS n FROM t GROUP BY b;
      CREATE VIRTUAL TABLE words USING fts5(text);
      CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
        INSERT INTO t SELECT i, 'b' || i % 50, i % 7, i / 3.0, NULL FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
        INSERT INTO u SELECT i, 'y' || i % 9, i % 11 FROM n;
      ANALYZE;
      """;

  /** One a line. */
  private static final String QUERIES =
      """
      SELECT * FROM t
      SELECT b FROM t
      SELECT * FROM t WHERE a = 5
      SELECT * FROM t WHERE a > 5 AND a < 9
      SELECT * FROM t WHERE a IN (1, 2, 3)
      SELECT * FROM t WHERE rowid = 7
      SELECT * FROM t WHERE b = 'x'
      SELECT * FROM t WHERE b GLOB 'x*'
      SELECT * FROM t WHERE b = 'x' OR c = 3
      SELECT * FROM t WHERE a = 1 OR b = 'x' OR (c = 3 AND d > 2)
      SELECT c, d FROM t WHERE c = 3 AND d BETWEEN 1 AND 2
      SELECT * FROM t WHERE d = 5.0
      SELECT * FROM t WHERE lower(b) = 'x'
      SELECT * FROM t ORDER BY c, d
      SELECT * FROM t ORDER BY c, b
      SELECT * FROM t ORDER BY e
      SELECT DISTINCT d FROM t
      SELECT DISTINCT c FROM t
      SELECT c, count(*) FROM t GROUP BY c ORDER BY 2
      SELECT d, count(DISTINCT b) FROM t GROUP BY d
      SELECT min(c), max(a) FROM t
      SELECT max(d) FROM t
      SELECT count(*) FROM t
      SELECT * FROM w WHERE k = 'a'
      SELECT * FROM w ORDER BY k DESC
      SELECT * FROM u WHERE z = 5 AND y IS NOT NULL
      SELECT * FROM u WHERE (x, y) = (1, 'a')
      SELECT * FROM u WHERE (x, y) IN (SELECT a, b FROM t)
      SELECT * FROM t JOIN u ON t.a = u.x
      SELECT * FROM t LEFT JOIN u ON u.x = t.c WHERE u.y IS NULL
      SELECT * FROM t RIGHT JOIN u ON u.z = t.d
      SELECT * FROM t FULL OUTER JOIN u ON u.z = t.d
      SELECT * FROM t CROSS JOIN u
      SELECT * FROM t a JOIN t b ON a.d = b.d
      SELECT * FROM u a JOIN u b ON a.z = b.z AND a.y = b.y
      SELECT * FROM t NATURAL JOIN w
      SELECT (SELECT count(*) FROM u) FROM t
      SELECT (SELECT count(*) FROM u WHERE u.x = t.c) FROM t
      SELECT * FROM t WHERE c IN (SELECT z FROM u)
      SELECT * FROM t WHERE c IN (SELECT z FROM u WHERE u.y = t.b)
      SELECT * FROM t WHERE c NOT IN (SELECT z FROM u)
      SELECT * FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.x = t.a)
      SELECT * FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.z = t.c)
      SELECT * FROM t WHERE a IN (SELECT a FROM t WHERE c = 1)
      SELECT * FROM v WHERE n > 5
      SELECT * FROM v a JOIN v b ON a.n = b.n
      SELECT * FROM (SELECT * FROM t LIMIT 5) q
      SELECT * FROM (SELECT c, sum(d) s FROM t GROUP BY c) q JOIN u ON u.z = q.c
      SELECT * FROM (SELECT b FROM t UNION ALL SELECT y FROM u) q WHERE b = 'x'
      WITH q AS MATERIALIZED (SELECT c FROM t) SELECT * FROM q a JOIN q b USING (c)
      WITH q AS NOT MATERIALIZED (SELECT c FROM t) SELECT * FROM q WHERE c = 1
      WITH RECURSIVE n(i) AS (VALUES (1) UNION SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM n
      WITH RECURSIVE p(i) AS (SELECT 1 UNION ALL SELECT u.z FROM p, u WHERE u.x = p.i) SELECT * FROM p
      SELECT a FROM t UNION SELECT x FROM u
      SELECT a FROM t UNION ALL SELECT x FROM u
      SELECT a FROM t EXCEPT SELECT x FROM u
      SELECT a FROM t INTERSECT SELECT x FROM u ORDER BY 1
      SELECT a FROM t UNION ALL SELECT x FROM u ORDER BY 1
      SELECT b FROM t UNION SELECT y FROM u ORDER BY b COLLATE NOCASE
      VALUES (1), (2), (3)
      SELECT 1
      SELECT * FROM (VALUES (1), (2)) q
      SELECT rank() OVER (ORDER BY d) FROM t
      SELECT sum(d) OVER (PARTITION BY c ORDER BY a), lag(b) OVER (ORDER BY c) FROM t
      SELECT group_concat(b ORDER BY d) FROM t
      SELECT * FROM words WHERE words MATCH 'a'
      SELECT * FROM words ORDER BY rank
      SELECT * FROM boxes WHERE x0 > 3
      SELECT * FROM json_each('[1,2]') j, t WHERE t.a = j.value
      SELECT * FROM pragma_table_info('t')
      SELECT * FROM t INDEXED BY t_b WHERE b > 'x'
      SELECT * FROM t NOT INDEXED WHERE b = 'x'
      SELECT * FROM t WHERE c > 3 AND d = 2
      SELECT * FROM t WHERE d = 2 AND c IN (1, 2)
      SELECT * FROM t, u, w WHERE t.c = u.z AND w.v = u.x AND t.b = w.k
      SELECT t.* FROM t JOIN (SELECT DISTINCT z FROM u) q ON q.z = t.d
      INSERT INTO t SELECT NULL, y, z, NULL, NULL FROM u WHERE z > 2
      UPDATE t SET d = 1 WHERE c = 2
      UPDATE t SET d = (SELECT z FROM u WHERE u.x = t.a)
      UPDATE t SET d = u.z FROM u WHERE u.x = t.c
      DELETE FROM t WHERE b = 'x'
      DELETE FROM u WHERE x IN (SELECT c FROM t) RETURNING x
      SELECT * FROM t WHERE (c, d) > (SELECT x, z FROM u)
      SELECT * FROM t a LEFT JOIN t b ON a.e = b.e AND b.d = 5.0
      SELECT * FROM t ORDER BY c, b, e
      SELECT * FROM t WHERE b IN (SELECT y FROM u WHERE z = t.c)
      SELECT * FROM t WHERE b IN (SELECT y FROM u WHERE u.z = 4) AND d IN (SELECT b FROM t)
      INSERT INTO w VALUES ('a', 1), ('b', (SELECT 1))
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n ORDER BY 1 LIMIT 9) SELECT * FROM n
      SELECT * FROM t WHERE b LIKE 'x%' AND e IN (SELECT x + 1 FROM u)
      """;

  /**
   * Every text that this SQLite can print, read from the strings of its library: where.c,
   * wherecode.c, select.c and expr.c have no others. {@code REUSE LIST SUBQUERY n} is not among
   * them, because no query was found that prints it; {@link PlanLineTest} reads it.
   */
  private static final List<String> FORMS =
      List.of(
          "CREATE BLOOM FILTER",
          "BLOOM FILTER ON \\S+ \\(.*\\)",
          "SEARCH \\S+ EXISTS USING .*",
          "SEARCH .* USING AUTOMATIC PARTIAL COVERING INDEX \\(.*\\) LEFT-JOIN",
          "SEARCH .* USING AUTOMATIC COVERING INDEX \\(.*\\)",
          "SEARCH .* USING INDEX \\S+ \\(ANY\\(.*",
          "SEARCH .* USING INTEGER PRIMARY KEY \\(.*\\)",
          "SEARCH .* USING PRIMARY KEY \\(.*\\)",
          "SCAN \\S+ VIRTUAL TABLE INDEX \\d+:.*",
          "SCAN \\S+ USING COVERING INDEX \\S+",
          "SCAN CONSTANT ROW",
          "SCAN \\d+ CONSTANT ROWS",
          "SCAN \\d+-ROW VALUES CLAUSE",
          "SCAN \\(subquery-\\d+\\)",
          "USE TEMP B-TREE FOR \\w+\\(DISTINCT\\)",
          "USE TEMP B-TREE FOR \\w+\\(ORDER BY\\)",
          "USE TEMP B-TREE FOR GROUP BY",
          "USE TEMP B-TREE FOR DISTINCT",
          "USE TEMP B-TREE FOR ORDER BY",
          "USE TEMP B-TREE FOR LAST TERM OF ORDER BY",
          "USE TEMP B-TREE FOR LAST \\d+ TERMS OF ORDER BY",
          "MULTI-INDEX OR",
          "INDEX \\d+",
          "RIGHT-JOIN \\S+",
          "MATERIALIZE \\S+",
          "CO-ROUTINE \\S+",
          "SCALAR SUBQUERY \\d+",
          "CORRELATED SCALAR SUBQUERY \\d+",
          "REUSE SUBQUERY \\d+",
          "LIST SUBQUERY \\d+",
          "CORRELATED LIST SUBQUERY \\d+",
          "USING ROWID SEARCH ON TABLE \\S+ FOR IN-OPERATOR",
          "USING INDEX \\S+ FOR IN-OPERATOR",
          "MERGE \\(UNION\\)",
          "LEFT",
          "RIGHT",
          "SETUP",
          "RECURSIVE STEP",
          "COMPOUND QUERY",
          "LEFT-MOST SUBQUERY",
          "UNION ALL");

  @Test
  void understandsThePlansOfManyQueries() throws SQLException {
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    List<String> unknown = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        var statement = connection.createStatement()) {
      statement.executeUpdate(SCHEMA);
      PlanReader reader = new PlanReader(connection, new TableFacts());
      for (String sql : QUERIES.split("\n")) {
        List<String> own = new ArrayList<>();
        try (var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
          while (rows.next()) {
            own.add(rows.getString(4));
          }
        }
        List<Node> nodes = PlanNodes.all(reader.read(SqlStatement.of(sql)).roots()).toList();
        assertThat(nodes).as(sql).extracting(Node::detail).containsExactlyInAnyOrderElementsOf(own);
        for (Node node : nodes) {
          seen.add(node.kind());
          texts.add(node.detail());
          assertThat(node.purpose().isPresent()).isEqualTo(node.kind() == Kind.TEMP_B_TREE);
          assertThat(node.subquery().isPresent()).isEqualTo(node.kind() == Kind.SUBQUERY);
          if (node.kind() == Kind.OTHER && !node.detail().startsWith("RIGHT-JOIN ")) {
            unknown.add(sql + ": " + node.detail());
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(FORMS).allMatch(form -> texts.stream().anyMatch(text -> text.matches(form)));
    assertThat(seen).hasSize(Kind.values().length);
  }

  @Test
  void keepsALineThatItDoesNotKnow() {
    PlanLine line = PlanLine.parse("LEVITATE t USING MAGIC (a=?)");
    assertThat(line.kind()).isEqualTo(Kind.OTHER);
    assertThat(line.source()).isEmpty();
  }
}
