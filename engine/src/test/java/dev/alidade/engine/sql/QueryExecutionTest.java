package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.ExecutionPath;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query gives back. */
class QueryExecutionTest {
  @TempDir Path folder;
  private OpenedSample sample;

  @BeforeEach
  void open() throws SQLException {
    sample = new OpenedSample(folder);
  }

  @AfterEach
  void close() {
    sample.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM agent_executions",
        "SELECT agent_type, count(*), sum(tokens), avg(cost_usd) FROM agent_executions GROUP BY 1",
        "SELECT x'00ff', 1.5, 9007199254740993, NULL, 'é', 1 = 1",
        "SELECT m.content FROM failures f JOIN agent_memories m USING (agent_type) LIMIT 50",
        "VALUES (1, 'a'), (2, NULL)",
        "PRAGMA table_info(agent_memories)",
      })
  void answersLikeSqlite(String sql) throws SQLException {
    QueryResult result = reader().executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults());
    assertThat(rows(result)).isEqualTo(SampleDatabase.ask(sample.file, sql));
    assertThat(result.truncated()).isFalse();
    assertThat(result.path().used()).isEqualTo(ExecutionPath.SQLITE);
  }

  @Test
  void bindsPositionalAndNamedParameters() throws SQLException {
    String sql = "SELECT id FROM agent_executions WHERE status = ? AND tokens > ? ORDER BY id";
    assertThat(rows(query(sql, SqlParameters.positional("failed", 4_000))))
        .isNotEmpty()
        .isEqualTo(SampleDatabase.ask(sample.file, sql, "failed", 4_000));
    String named =
        "SELECT id FROM agent_executions WHERE status = :s AND tokens > $t AND tokens > $t"
            + " ORDER BY id";
    assertThat(rows(query(named, SqlParameters.named(Map.of("s", "failed", "t", 4_000)))))
        .isEqualTo(SampleDatabase.ask(sample.file, sql, "failed", 4_000));
    assertThat(reader().parametersOf(named)).containsExactly("s", "t");
    assertFails("SQL-206", () -> query(named, SqlParameters.named(Map.of("s", "failed"))));
    assertFails("SQL-206", () -> query("SELECT 1", SqlParameters.positional(1)));
  }

  @Test
  void readsAtMostTheRowsAskedFor() {
    QueryOptions three = new QueryOptions(false, false, 3, Optional.empty());
    assertThat(
            reader().executeQuery("SELECT 1 UNION SELECT 2", SqlParameters.NONE, three).truncated())
        .isFalse();
    QueryResult cut =
        reader()
            .executeQuery("SELECT id FROM agent_memories ORDER BY 1", SqlParameters.NONE, three);
    assertThat(rows(cut)).isEqualTo(List.of(List.of(1L), List.of(2L), List.of(3L)));
    assertThat(cut.truncated()).isTrue();
  }

  @Test
  void namesColumnsAndTheirDeclaredTypes() {
    QueryResult result =
        query("SELECT tokens, tokens + 1 AS more, error FROM agent_executions", SqlParameters.NONE);
    assertThat(result.columns())
        .containsExactly(
            new QueryResult.ResultColumn("tokens", "INTEGER"),
            new QueryResult.ResultColumn("more", ""),
            new QueryResult.ResultColumn("error", "TEXT"));
  }

  @Test
  void countsVmStepsWithinItsGranularity() {
    QueryResult scan =
        query("SELECT count(*) FROM agent_executions WHERE tokens > 5", SqlParameters.NONE);
    assertThat(scan.vmSteps())
        .isBetween(3L * SampleDatabase.EXECUTIONS, 8L * SampleDatabase.EXECUTIONS);
    QueryResult again =
        query("SELECT count(*) FROM agent_executions WHERE tokens > 5", SqlParameters.NONE);
    assertThat(Math.abs(again.vmSteps() - scan.vmSteps()))
        .isLessThanOrEqualTo(StepMeter.FOR_QUERIES);
  }

  @Test
  void countsChangedRows() {
    SqliteDatabase database = sample.writer();
    QueryResult result =
        database.executeQuery(
            "UPDATE agent_memories SET importance = 0 WHERE id <= ?",
            SqlParameters.positional(7),
            QueryOptions.defaults());
    assertThat(result.changedRows()).isEqualTo(7);
    assertThat(result.columns()).isEmpty();
    assertThat(query("SELECT 1", SqlParameters.NONE).changedRows()).isZero();
  }

  @Test
  void answersFromTheCacheUntilTheDataChanges() throws SQLException {
    QueryOptions cached = new QueryOptions(true, false, 1_000, Optional.empty());
    String sql = "SELECT count(*) FROM agent_memories";
    SqliteDatabase database = sample.writer();
    assertThat(database.executeQuery(sql, SqlParameters.NONE, cached).fromCache()).isFalse();
    QueryResult second = database.executeQuery(sql, SqlParameters.NONE, cached);
    assertThat(second.fromCache()).isTrue();
    assertThat(rows(second)).isEqualTo(List.of(List.of((long) SampleDatabase.MEMORIES)));
    SampleDatabase.run(sample.file, "DELETE FROM agent_memories WHERE id = 1");
    QueryResult third = database.executeQuery(sql, SqlParameters.NONE, cached);
    assertThat(third.fromCache()).isFalse();
    assertThat(rows(third)).isEqualTo(List.of(List.of(SampleDatabase.MEMORIES - 1L)));
    database.executeQuery("DELETE FROM agent_memories WHERE id = 2", SqlParameters.NONE, cached);
    assertThat(database.executeQuery(sql, SqlParameters.NONE, cached).fromCache()).isFalse();
    database.executeQuery("SELECT random()", SqlParameters.NONE, cached);
    assertThat(database.executeQuery("SELECT random()", SqlParameters.NONE, cached).fromCache())
        .isFalse();
  }

  /** Statements stay prepared between their runs. */
  @Test
  void seesEveryChangeOfTheSchema() throws SQLException {
    String all = "SELECT * FROM t";
    SqliteDatabase database = sample.writer();
    run(database, "CREATE TABLE t (a INTEGER)");
    run(database, "INSERT INTO t VALUES (1)");
    assertThat(columns(run(database, all))).containsExactly("a");
    run(database, "ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'x'");
    assertThat(columns(run(database, all))).containsExactly("a", "b");
    SampleDatabase.run(sample.file, "ALTER TABLE t RENAME COLUMN b TO c");
    assertThat(columns(run(database, all))).containsExactly("a", "c");
    SampleDatabase.run(sample.file, "DROP TABLE t; CREATE TABLE t AS SELECT 5 AS only");
    assertThat(rows(run(database, all))).isEqualTo(List.of(List.of(5L)));
    run(database, "DROP TABLE t");
    assertFails("SQL-202", () -> run(database, all));
    run(database, "VACUUM");
    run(database, "CREATE TABLE t AS SELECT 6 AS again");
    assertThat(columns(run(database, all))).containsExactly("again");
  }

  @Test
  void remembersNoParameterOfAnEarlierRun() {
    String sql = "SELECT ?, :name";
    query(sql, SqlParameters.of(List.of(1L), Map.of("name", "first")));
    assertThat(rows(query(sql, SqlParameters.of(List.of(2L), Map.of("name", "second")))))
        .isEqualTo(List.of(List.of(2L, "second")));
    assertFails("SQL-206", () -> query(sql, SqlParameters.positional(3)));
    assertFails("SQL-206", () -> query(sql, SqlParameters.positional(1, 2, 3)));
  }

  @Test
  void runsAgainAfterAFailureOfTheSameStatement() {
    String sql = "SELECT abs(?)";
    assertFails("SQL-210", () -> query(sql, SqlParameters.positional(Long.MIN_VALUE)));
    assertThat(rows(query(sql, SqlParameters.positional(-4)))).isEqualTo(List.of(List.of(4L)));
  }

  @Test
  void keepsNoLockBetweenRuns() throws SQLException {
    QueryOptions one = new QueryOptions(false, false, 1, Optional.empty());
    for (int i = 0; i < 100; i++) {
      reader().executeQuery("SELECT * FROM agent_memories --" + i % 50, SqlParameters.NONE, one);
    }
    SampleDatabase.run(sample.file, "PRAGMA locking_mode=EXCLUSIVE; DELETE FROM agent_memories");
    assertThat(query("SELECT * FROM agent_memories --1", SqlParameters.NONE).rows()).isEmpty();
  }

  private static QueryResult run(SqliteDatabase database, String sql) {
    return database.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults());
  }

  private static List<String> columns(QueryResult result) {
    return result.columns().stream().map(QueryResult.ResultColumn::name).toList();
  }

  @Test
  void showsTheBytecode() {
    List<String[]> program =
        reader().bytecode("SELECT count(*) FROM agent_memories WHERE id > ?", SqlParameters.NONE);
    assertThat(program.getFirst()[1]).isEqualTo("opcode");
    assertThat(program).anyMatch(row -> row[1].equals("OpenRead"));
  }

  private SqliteDatabase reader() {
    return sample.reader();
  }

  private QueryResult query(String sql, SqlParameters parameters) {
    return reader().executeQuery(sql, parameters, QueryOptions.defaults());
  }

  private static List<List<Object>> rows(QueryResult result) {
    return result.rows().stream().map(SampleDatabase::comparable).toList();
  }

  private static void assertFails(String code, ThrowingCallable call) {
    SqlException e = catchThrowableOfType(SqlException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.sentence()).isNotBlank();
    assertThat(e.remedy()).isNotBlank();
  }
}
