package dev.alidade.engine.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowQueriesCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT * FROM people WHERE name = 'O''Brien' | SELECT * FROM people WHERE name = ?
          SELECT a1 FROM t2 WHERE salary > 1.5e3       | SELECT a1 FROM t2 WHERE salary > ?
          SELECT x'00ff', "col 1" FROM t LIMIT 10      | SELECT ?, "col 1" FROM t LIMIT ?
          """)
  void evidenceHoldsNoDataOfTheUser(String sql, String shown) {
    assertThat(SlowQueriesCheck.withoutLiterals(sql)).isEqualTo(shown);
  }
}
