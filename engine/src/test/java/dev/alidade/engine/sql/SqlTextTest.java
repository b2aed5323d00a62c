package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @Test
  void splitsAtSemicolonsOnly() {
    assertThat(SqlText.split("SELECT 1; SELECT 2 ;;\n-- end;\n"))
        .containsExactly("SELECT 1", "SELECT 2");
    assertThat(SqlText.split("SELECT ';', \";\", [;], `;` -- ;\n, /* ; */ 'it''s;'; SELECT 2"))
        .hasSize(2);
    assertThat(SqlText.split("  \n -- only a comment\n /* ; */ ")).isEmpty();
    assertThat(SqlText.split("SELECT 'open; SELECT 2")).hasSize(1);
  }

  @Test
  void keepsTriggersWhole() {
    String trigger =
        """
        CREATE TEMP TRIGGER t AFTER INSERT ON a WHEN new.x = 'a;b'
        BEGIN
          UPDATE a SET y = CASE WHEN 1 THEN 2 ELSE 3 END;
          DELETE FROM b; -- ; END;
        END\
        """;
    assertThat(SqlText.split(trigger + "; SELECT 1;")).containsExactly(trigger, "SELECT 1");
    assertThat(SqlText.split("EXPLAIN " + trigger + "; SELECT 1")).hasSize(2);
    assertThat(SqlText.split("CREATE TABLE trigger_log(a); SELECT 1")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM t WHERE a = 5 AND b='x' | select * from t where a = ? and b = ?",
        "select  *  from T where A=:p and b = $q -- c | select * from t where a = ? and b = ?",
        "select * from t where a in (1, 2,3) | select * from t where a in (?)",
        "select count( * ),Max(x) from t; | select count(*), max(x) from t",
        "select \"Mixed\".x from \"Mixed\" | select \"Mixed\".x from \"Mixed\"",
      })
  void foldsLiterals(String sql, String fingerprint) {
    assertThat(SqlText.fingerprint(sql)).isEqualTo(fingerprint);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void losesNoCharacter(long seed) {
    Random random = new Random(seed);
    String alphabet = "ab_'\"[]`;:$?@#.()=<>|-/*+ \n\t0123exX%~&,é{}!\\";
    for (int i = 0; i < 500; i++) {
      String sql =
          random
              .ints(random.nextInt(40), 0, alphabet.length())
              .mapToObj(c -> alphabet.substring(c, c + 1))
              .collect(Collectors.joining());
      assertThat(SqlTokenizer.all(sql).stream().map(SqlToken::text).collect(Collectors.joining()))
          .isEqualTo(sql);
      SqlText.fingerprint(sql);
      SqlText.split(sql);
    }
  }

  @Test
  void numbersParametersAsSqliteDoes() {
    assertThat(new ParameterSlots("SELECT ?, :a, ?4, @b, :a, ?, $c::d(e), ':no', \"?\"").names())
        .containsExactly("1", "a", "3", "4", "b", "6", "c::d(e)");
  }

  @Test
  void knowsTheFirstKeyword() {
    assertThat(SqlText.firstKeyword(" -- x\n/* y */ ; attach 'a' as b")).isEqualTo("ATTACH");
    assertThat(SqlText.firstKeyword("")).isEmpty();
  }
}
