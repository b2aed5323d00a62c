package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.sql.QueryPlan.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "SCAN t | SCAN | t | - | -",
        "SCAN main.t | SCAN | main.t | - | -",
        "SCAN (subquery-2) | SCAN | (subquery-2) | - | -",
        "SCAN odd (name) USING | SCAN | odd (name) USING | - | -",
        "SCAN t USING COVERING INDEX ia | SCAN | t | ia | -",
        "SEARCH t USING INDEX ia (a=? AND b>?) | SEARCH | t | ia | a=? AND b>?",
        "SEARCH t USING INDEX ia (ANY(a) AND b=?) LEFT-JOIN | SEARCH | t | ia | ANY(a) AND b=?",
        "SEARCH t USING INDEX odd name (<expr>=?) | SEARCH | t | odd name | <expr>=?",
        "SEARCH t USING INTEGER PRIMARY KEY (rowid=?) | SEARCH | t | INTEGER PRIMARY KEY | rowid=?",
        "SEARCH t USING PRIMARY KEY (a=?) | SEARCH | t | PRIMARY KEY | a=?",
        "SEARCH t EXISTS USING AUTOMATIC PARTIAL COVERING INDEX (x=?) | SEARCH | t | - | x=?",
        "SCAN j VIRTUAL TABLE INDEX 1: | VIRTUAL_TABLE | j | - | -",
        "SCAN f VIRTUAL TABLE INDEX 0:M2 | VIRTUAL_TABLE | f | - | -",
        "SCAN CONSTANT ROW | CONSTANT_ROW | - | - | -",
        "SCAN 3 CONSTANT ROWS | CONSTANT_ROW | - | - | -",
        "SCAN 2-ROW VALUES CLAUSE | CONSTANT_ROW | - | - | -",
        "USE TEMP B-TREE FOR ORDER BY | TEMP_B_TREE | - | - | -",
        "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY | TEMP_B_TREE | - | - | -",
        "USE TEMP B-TREE FOR count(DISTINCT) | TEMP_B_TREE | - | - | -",
        "BLOOM FILTER ON q (a=?) | BLOOM_FILTER | q | - | a=?",
        "CORRELATED SCALAR SUBQUERY 1 | SUBQUERY | - | - | -",
        "LIST SUBQUERY 3 | SUBQUERY | - | - | -",
        "REUSE LIST SUBQUERY 3 | SUBQUERY | - | - | -",
        "CO-ROUTINE q | CO_ROUTINE | q | - | -",
        "MATERIALIZE q x | MATERIALIZE | q x | - | -",
        "COMPOUND QUERY | COMPOUND | - | - | -",
        "LEFT-MOST SUBQUERY | COMPOUND | - | - | -",
        "UNION USING TEMP B-TREE | COMPOUND | - | - | -",
        "MERGE (EXCEPT) | COMPOUND | - | - | -",
        "RECURSIVE STEP | COMPOUND | - | - | -",
        "MULTI-INDEX OR | MULTI_INDEX_OR | - | - | -",
        "INDEX 2 | MULTI_INDEX_OR | - | - | -",
        "USING INDEX ia FOR IN-OPERATOR | SEARCH | - | ia | -",
        "USING ROWID SEARCH ON TABLE t FOR IN-OPERATOR | SEARCH | t | - | -",
        "RIGHT-JOIN t | OTHER | t | - | -",
        "SOMETHING NEW | OTHER | - | - | -",
      })
  void reads(String detail, Kind kind, String source, String index, String constraint) {
    PlanLine line = PlanLine.parse(detail);
    assertThat(line.kind()).isEqualTo(kind);
    assertThat(line.source().orElse(null)).isEqualTo(source);
    assertThat(line.index().orElse(null)).isEqualTo(index);
    assertThat(line.constraint().orElse(null)).isEqualTo(constraint);
  }

  @Test
  void tellsCoveringAutomaticAndCorrelated() {
    assertThat(PlanLine.parse("SCAN t USING COVERING INDEX ia").covering()).isTrue();
    assertThat(PlanLine.parse("SCAN t USING INDEX ia").covering()).isFalse();
    assertThat(PlanLine.parse("SEARCH t USING AUTOMATIC COVERING INDEX (a=?)").automatic())
        .isTrue();
    assertThat(PlanLine.parse("CORRELATED LIST SUBQUERY 4").correlated()).isTrue();
    assertThat(PlanLine.parse("LIST SUBQUERY 4").correlated()).isFalse();
  }

  @Test
  void countsTheTermsOfAConstraint() {
    PlanLine line = PlanLine.parse("SEARCH t USING INDEX i (a=? AND b=? AND c>? AND c<?)");
    assertThat(line.equalities()).isEqualTo(2);
    assertThat(line.bounds()).isEqualTo(2);
  }
}
