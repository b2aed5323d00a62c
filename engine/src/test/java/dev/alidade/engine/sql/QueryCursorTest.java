package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCursorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CursorOptions ALL = new CursorOptions(Long.MAX_VALUE, Long.MAX_VALUE);
  private static final String NUMBERS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";

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
        "SELECT x'00ff', 1.5, 9007199254740993, NULL, 'né', ''",
        "SELECT content, zeroblob(id) FROM agent_memories",
        "SELECT 1 WHERE 0",
      })
  void givesTheRowsOfSqlite(String sql) throws SQLException {
    try (QueryCursor cursor = sample.reader().openCursor(sql, SqlParameters.NONE, ALL)) {
      cursor.await(Long.MAX_VALUE, PATIENCE);
      assertThat(cursor.complete()).isTrue();
      assertThat(cursor.failure()).isEmpty();
      assertThat(comparable(cursor.rows(0, Integer.MAX_VALUE)))
          .isEqualTo(SampleDatabase.ask(sample.file, sql));
    }
  }

  private static List<List<Object>> comparable(List<Object[]> rows) {
    return rows.stream().map(SampleDatabase::comparable).toList();
  }

  @Test
  void readsNoFurtherThanDemanded() {
    String sql = "SELECT id FROM agent_executions ORDER BY id";
    try (QueryCursor cursor =
        sample
            .reader()
            .openCursor(sql, SqlParameters.NONE, new CursorOptions(Long.MAX_VALUE, 500))) {
      assertThat(cursor.columns()).extracting(QueryResult.ResultColumn::name).containsExactly("id");
      assertThat(cursor.await(500, PATIENCE)).isTrue();
      assertThat(cursor.available()).isEqualTo(500);
      assertThat(cursor.complete()).isFalse();
      assertThat(cursor.await(700, PATIENCE)).isTrue();
      assertThat(cursor.available()).isEqualTo(700);
      assertThat(cursor.await(SampleDatabase.EXECUTIONS, PATIENCE)).isTrue();
    }
  }

  @Test
  void showsRowsInAnyOrder() {
    String sql = NUMBERS.formatted(100_000) + "SELECT i, 'row ' || i FROM n";
    try (QueryCursor cursor = sample.reader().openCursor(sql, SqlParameters.NONE, ALL)) {
      assertThat(cursor.await(100_000, PATIENCE)).isTrue();
      Random random = new Random(11);
      for (int look = 0; look < 200; look++) {
        int from = random.nextInt(100_000);
        List<Object[]> rows = cursor.rows(from, 40);
        assertThat(rows).hasSize(Math.min(40, 100_000 - from));
        assertThat(rows.getFirst()).containsExactly(from + 1L, "row " + (from + 1));
      }
    }
  }

  @Test
  void showsTheFirstRowWhileTheQueryRunsAndStopsWhenClosed() {
    String sql =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'first' UNION ALL"
            + " SELECT count(*) FROM n";
    QueryCursor cursor = sample.reader().openCursor(sql, SqlParameters.NONE, ALL);
    assertThat(cursor.await(1, PATIENCE)).isTrue();
    assertThat(cursor.rows(0, 10)).hasSize(1);
    assertThat(cursor.complete()).isFalse();
    assertThat(cursor.await(2, Duration.ofMillis(1))).isFalse();
    cursor.close();
    assertThat(cursor.complete()).isTrue();
    assertThat(cursor.failure()).isEmpty();
    assertThat(cursor.rows(0, 10)).isEmpty();
  }

  @Test
  void opensAtOnceHoweverLongTheFirstRowTakes() {
    String runaway =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM"
            + " n";
    try (QueryCursor cursor = sample.reader().openCursor(runaway, SqlParameters.NONE, ALL)) {
      assertThat(cursor.columns()).extracting(QueryResult.ResultColumn::name).containsExactly("c");
      assertThat(cursor.available()).isZero();
      assertThat(cursor.complete()).isFalse();
    }
  }

  @Test
  void keepsTheRowsBeforeAnErrorInRow500000() {
    String sql =
        NUMBERS.formatted(600_000)
            + "SELECT abs(CASE i WHEN 500000 THEN -9223372036854775808 ELSE i END) FROM n";
    try (QueryCursor cursor = sample.reader().openCursor(sql, SqlParameters.NONE, ALL)) {
      assertThat(cursor.await(600_000, PATIENCE)).isFalse();
      assertThat(cursor.complete()).isTrue();
      assertThat(cursor.available()).isEqualTo(499_999);
      assertThat(cursor.failure().orElseThrow().code()).isEqualTo("SQL-210");
      assertThat(cursor.failure().orElseThrow().sentence()).contains("integer overflow");
      assertThat(cursor.rows(499_998, 5).getFirst()).containsExactly(499_999L);
    }
    assertThat(sample.query("SELECT 1").rows()).hasSize(1);
    assertThat(sample.reader().history().get(1).errors()).isEqualTo(1);
  }

  /** As objects the rows would take about 250 MB. */
  @Test
  void looksAtAMillionRowsInASmallHeap() throws IOException {
    String sql =
        NUMBERS.formatted(1_000_000) + "SELECT i, 'a text of row ' || i, i / 7.0, i FROM n";
    assertThat(
            ChildProgram.output(
                CursorReader.class, List.of("-Xmx40m"), List.of(sample.file.toString(), sql)))
        .isEqualTo("1000000 rows, complete, wrong by 0\nthen 1\n");
  }

  @Test
  void failsAtOnceWhereTheStatementIsWrong() {
    for (String sql : List.of("SELECT nonsense", "ATTACH 'x' AS y", "SELECT ?")) {
      SqlException e =
          catchThrowableOfType(
              SqlException.class,
              () -> sample.reader().openCursor(sql, SqlParameters.NONE, ALL).close());
      assertThat(e).as(sql).isNotNull();
    }
  }

  @Test
  void cutsAtTheMostRows() {
    try (QueryCursor cursor =
        sample
            .reader()
            .openCursor(
                "SELECT id FROM agent_executions",
                SqlParameters.NONE,
                new CursorOptions(10, Long.MAX_VALUE))) {
      cursor.await(11, PATIENCE);
      assertThat(cursor.available()).isEqualTo(10);
      assertThat(cursor.truncated()).isTrue();
    }
  }

  @Test
  void seesTheChangesOfAnOpenTransaction() {
    SqliteDatabase database = sample.writer();
    run(database, "BEGIN");
    assertThat(database.inTransaction()).isTrue();
    run(database, "DELETE FROM agent_memories WHERE id <= 100");
    assertThat(count(database)).isEqualTo(SampleDatabase.MEMORIES - 100);
    run(database, "ROLLBACK");
    assertThat(database.inTransaction()).isFalse();
    assertThat(count(database)).isEqualTo(SampleDatabase.MEMORIES);
  }

  private static void run(SqliteDatabase database, String sql) {
    database.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults());
  }

  private static long count(SqliteDatabase database) {
    try (QueryCursor cursor =
        database.openCursor("SELECT count(*) FROM agent_memories", SqlParameters.NONE, ALL)) {
      cursor.await(1, PATIENCE);
      return (Long) cursor.rows(0, 1).getFirst()[0];
    }
  }

  @Test
  void letsOthersGoOnBesideIt() {
    SqliteDatabase database = sample.reader();
    List<QueryCursor> cursors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cursors.add(
          database.openCursor(
              "SELECT * FROM agent_executions",
              SqlParameters.NONE,
              new CursorOptions(Long.MAX_VALUE, 10)));
    }
    assertThat(sample.query("SELECT count(*) FROM agent_memories").rows()).hasSize(1);
    cursors.forEach(cursor -> assertThat(cursor.await(1_000, PATIENCE)).isTrue());
    cursors.forEach(QueryCursor::close);
  }

  @Test
  void leavesNoFileBehind() throws IOException {
    long before = files();
    try (QueryCursor cursor =
        sample.reader().openCursor("SELECT * FROM agent_memories", SqlParameters.NONE, ALL)) {
      cursor.await(SampleDatabase.MEMORIES, PATIENCE);
    }
    assertThat(files()).isEqualTo(before);
  }

  private static long files() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("alidade-rows-")).count();
    }
  }
}
