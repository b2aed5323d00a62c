package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formatting, literals and tokens, compared with SQLite. */
class SqlTextTest {
  private Connection sqlite = open();

  @BeforeEach
  void makeTables() throws SQLException {
    sqlite = open();
    try (Statement statement = sqlite.createStatement()) {
      statement.executeUpdate("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, \"key\" INT)");
      statement.executeUpdate("CREATE TABLE u (a INT, c REAL)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    sqlite.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select a,b from t where a>1 and b like 'x%' or not b='it''s' order by b desc limit 5",
        "select count(*),(select max(c) from u where u.a=t.a) m from t left join u on t.a=u.a",
        "with x as (select a from t union all select a from u) select * from x where a between 1"
            + " and 9 and a in (select a from u)",
        "select case when a=1 and b='2' then 'x' else \"key\" end, key from t -- the end\n where a"
            + " = -1",
        "insert into t(a,b) values(1,'a;b'),(2,x'00ff') on conflict(a) do update set b=excluded.b",
        "select row_number() over (partition by b order by a) from t /* c */ where b is null",
        "select 1.5e-3, .5, 0x1F, a->>'$.x', a||b, a<>2, `b`, [b] from t limit -1 offset +2",
        "create trigger z after insert on t begin update u set c=1 where a=new.a; delete from u;"
            + " end"
      })
  void formattedSqlIsTheSameProgram(String sql) throws SQLException {
    String formatted = SqlFormatter.format(sql);
    assertThat(formatted).isNotEqualTo(sql).contains("\n");
    assertThat(program(formatted)).isEqualTo(program(sql));
    assertThat(SqlFormatter.format(formatted)).isEqualTo(formatted);
  }

  @Test
  void eachClauseHasItsLine() {
    assertThat(
            SqlFormatter.format(
                "select a, count(*) from t join u on t.a = u.a where b = 1 and c in (select a from"
                    + " u) group by a;select 2"))
        .isEqualTo(
            """
            SELECT a, count(*)
            FROM t
            JOIN u ON t.a = u.a
            WHERE b = 1
              AND c IN (
                SELECT a
                FROM u)
            GROUP BY a;

            SELECT 2\
            """);
  }

  @Test
  void literalsGiveBackExactlyTheirValues() throws SQLException {
    List<Object> values =
        Arrays.asList(
            null,
            0L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            0.1,
            -1.5e300,
            Double.POSITIVE_INFINITY,
            "it's",
            "",
            "line\nbreak é 😀",
            "with \u0000 zero",
            new byte[] {0, -1, 65});
    for (Object value : values) {
      try (Statement statement = sqlite.createStatement();
          ResultSet row = statement.executeQuery("SELECT " + SqlLiterals.of(value) + " AS v")) {
        Object read = row.getObject(1);
        Object wide = read instanceof Integer number ? Long.valueOf(number) : read;
        assertThat(wide).isEqualTo(value);
      }
    }
  }

  @Test
  void parametersAreWrittenOutInSqlitesOwnNumbering() throws SQLException {
    String sql = "SELECT ?, :x, '?', ?5, :x, ?, @y -- ?";
    List<Object> values = List.of("one", "two", "three", "four", "five", "six", "seven");
    List<String> expected = new ArrayList<>();
    try (PreparedStatement statement = sqlite.prepareStatement(sql)) {
      for (int i = 1; i <= values.size(); i++) {
        statement.setObject(i, values.get(i - 1));
      }
      expected.addAll(row(statement.executeQuery()));
    }
    try (Statement statement = sqlite.createStatement()) {
      assertThat(row(statement.executeQuery(SqlLiterals.inlined(sql, values)))).isEqualTo(expected);
    }
  }

  @Test
  void knowsWhatOnlyReads() {
    assertThat(List.of("SELECT 1", " -- c\n/* d */ values (1)", "with x as (select 1) select 1"))
        .allMatch(SqlTokens::onlyReads);
    assertThat(
            List.of("WITH x AS (SELECT 1) DELETE FROM t", "PRAGMA x", "EXPLAIN SELECT 1", "", "("))
        .noneMatch(SqlTokens::onlyReads);
  }

  @Test
  void namesTheOneTableThatIsRead() {
    assertThat(SourceTable.of("SELECT * FROM \"my table\" WHERE a")).contains("my table");
    assertThat(SourceTable.of("SELECT * FROM t, u")).isEmpty();
    assertThat(SourceTable.of("SELECT * FROM t JOIN u")).isEmpty();
    assertThat(SourceTable.of("SELECT * FROM (SELECT 1)")).isEmpty();
  }

  private static List<String> row(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.add(row.getString(i));
    }
    return values;
  }

  /** SQLite's own program for a statement: equal programs do the same. */
  private List<String> program(String sql) throws SQLException {
    List<String> program = new ArrayList<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
      while (rows.next()) {
        // A trigger's text is kept as it is written, so its own row differs by its spaces.
        String text = String.valueOf(rows.getString("p4")).replaceAll("\\s+", "");
        program.add(
            rows.getString("opcode")
                + " "
                + rows.getString("p1")
                + " "
                + text.toLowerCase(Locale.ROOT));
      }
    }
    return program;
  }

  private static Connection open() {
    try {
      return DriverManager.getConnection("jdbc:sqlite::memory:");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
