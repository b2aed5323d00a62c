package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
  /** One a line; none of them is SQL that this database can run. */
  private static final String MALFORMED =
      """
      SELEC 1
      SELECT
      SELECT FROM agent_memories
      SELECT * FORM agent_memories
      SELECT * FROM
      SELECT * FROM agent_memories WHERE
      SELECT * FROM agent_memories WHERE id =
      SELECT * FROM agent_memories WHERE id = = 1
      SELECT * FROM agent_memories ORDER id
      SELECT * FROM agent_memories ORDER BY
      SELECT * FROM agent_memories GROUP agent_type
      SELECT * FROM agent_memories LIMIT
      SELECT * FROM agent_memories LIMIT 'many'
      SELECT id, FROM agent_memories
      SELECT (id FROM agent_memories
      SELECT id) FROM agent_memories
      SELECT ((((1)))
      SELECT 'open FROM agent_memories
      SELECT "open FROM agent_memories
      SELECT [open FROM agent_memories
      SELECT `open
      SELECT x'0g'
      SELECT x'012'
      SELECT 1..2
      SELECT 12abc
      SELECT 0x
      SELECT @
      SELECT $
      SELECT :
      SELECT # FROM agent_memories
      SELECT \\ FROM agent_memories
      SELECT * FROM nowhere
      SELECT nonsense FROM agent_memories
      SELECT m.nonsense FROM agent_memories m
      SELECT x.id FROM agent_memories m
      SELECT nofunction(1)
      SELECT abs()
      SELECT abs(1, 2, 3)
      SELECT sum(count(*)) FROM agent_memories
      SELECT * FROM agent_memories WHERE count(*) > 1
      SELECT id FROM agent_memories UNION SELECT id, content FROM agent_memories
      SELECT * FROM agent_memories JOIN USING (id)
      SELECT id FROM agent_memories a, agent_memories b
      SELECT CASE WHEN 1 THEN 2 FROM agent_memories
      SELECT CAST(1 TEXT)
      SELECT id IN 1, 2 FROM
      SELECT id BETWEEN 1 FROM agent_memories
      SELECT * FROM agent_memories INDEXED BY nothing
      WITH a AS SELECT 1 SELECT * FROM a
      WITH a AS (SELECT 1)
      VALUES (1), (2, 3)
      VALUES
      EXPLAIN
      EXPLAIN QUERY PLAN
      CREATE TABLE (a)
      DROP TABLE nowhere
      PRAGMA
      BEGIN BEGIN
      ROLLBACK TO nowhere
      1
      ;;;
      -- nothing but a comment
      /* an open comment
      """;

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

  @Test
  void answersEachOfManyMalformedStatementsWithAMessageAndGoesOn() {
    List<String> statements = Arrays.asList(MALFORMED.split("\n"));
    assertThat(statements).hasSizeGreaterThan(50);
    for (String sql : statements) {
      for (Runnable call : calls(sql)) {
        SqlException e = catchThrowableOfType(SqlException.class, call::run);
        assertThat(e).as(sql).isNotNull();
        assertThat(e.code()).as(sql).startsWith("SQL-2");
        assertThat(e.sentence()).as(sql).isNotBlank().endsWith(".");
        assertThat(e.remedy()).as(sql).isNotBlank();
        assertThat(e.sentence()).as(sql).doesNotContain("SQLITE_", "Exception");
      }
      assertThat(sample.query("SELECT 1").rows()).hasSize(1);
    }
  }

  private List<Runnable> calls(String sql) {
    SqliteDatabase database = sample.reader();
    return List.of(
        () -> database.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults()),
        () -> readByCursor(database, sql));
  }

  /** A statement that only fails while it runs fails the cursor, which is open by then. */
  private static void readByCursor(SqliteDatabase database, String sql) {
    try (QueryCursor cursor =
        database.openCursor(sql, SqlParameters.NONE, CursorOptions.defaults())) {
      cursor.await(1, Duration.ofSeconds(30));
      cursor
          .failure()
          .ifPresent(
              e -> {
                throw e;
              });
    }
  }

  @Test
  void analysesNothingOfAMalformedStatement() {
    for (String sql : List.of("SELECT * FORM x", "SELECT nonsense", "")) {
      SqlException e =
          catchThrowableOfType(
              SqlException.class,
              () ->
                  sample
                      .reader()
                      .analyzeQuery(sql, SqlParameters.NONE, dev.alidade.engine.Progress.NONE));
      assertThat(e).as(sql).isNotNull();
    }
  }

  @Test
  void saysThatTheDiskIsFullAndLosesNothing() {
    SqliteDatabase database = sample.writer();
    long pages = (Long) run(database, "PRAGMA page_count").rows().getFirst()[0];
    run(database, "PRAGMA max_page_count = " + (pages + 20));
    SqlException e =
        catchThrowableOfType(
            SqlException.class,
            () ->
                run(
                    database,
                    "INSERT INTO agent_memories SELECT id + 100000, agent_type, 0,"
                        + " hex(zeroblob(500)), 0 FROM agent_executions"));
    assertThat(e.code()).isEqualTo("SQL-209");
    assertThat(e.sentence()).contains("no room");
    assertThat(database.inTransaction()).isFalse();
    assertThat(run(database, "SELECT count(*) FROM agent_memories").rows().getFirst()[0])
        .isEqualTo((long) SampleDatabase.MEMORIES);
    assertThat(run(database, "PRAGMA integrity_check").rows().getFirst()[0]).isEqualTo("ok");
  }

  @Test
  void saysThatTheFileWasDeletedWhileOpen() throws IOException {
    SqliteDatabase database = sample.writer();
    run(database, "SELECT count(*) FROM agent_memories");
    Files.delete(sample.file);
    SqlException e =
        catchThrowableOfType(
            SqlException.class, () -> run(database, "DELETE FROM agent_memories WHERE id = 1"));
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo("SQL-209");
    assertThat(e.sentence()).contains("deleted or moved");
  }

  @Test
  void saysThatAnotherWriterHoldsTheLockAndLosesNothing() throws SQLException {
    SqliteDatabase database = sample.writer();
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(sample.file));
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      SqlException e =
          catchThrowableOfType(
              SqlException.class,
              () ->
                  database.executeTransaction(
                      List.of(SqlStatement.of("DELETE FROM agent_memories WHERE id = 1"))));
      assertThat(e.code()).isEqualTo("SQL-208");
      assertThat(e.sentence()).contains("locked");
      statement.execute("ROLLBACK");
    }
    assertThat(run(database, "DELETE FROM agent_memories WHERE id = 1").changedRows()).isEqualTo(1);
  }

  @Test
  void reachesOtherFilesOnlyWhereTheUserAskedForIt() throws SQLException {
    Path other = folder.resolve("other.sqlite");
    SampleDatabase.run(other, "CREATE TABLE t AS SELECT 5 AS a");
    String attach = "ATTACH '" + other + "' AS other";
    for (String sql :
        List.of(
            attach,
            "ATTACH 'file:" + other + "?mode=rwc' AS other",
            "attach database ':memory:' as m",
            "SELECT load_extension('x')")) {
      assertThat(catchThrowableOfType(SqlException.class, () -> sample.query(sql)))
          .as(sql)
          .isNotNull();
    }
    SqliteDatabase free = sample.service.open(sample.file, new OpenOptions(false, true, false));
    run(free, attach);
    assertThat(run(free, "SELECT a FROM other.t").rows().getFirst()[0]).isEqualTo(5L);
    run(free, "DETACH other");
  }

  private static QueryResult run(SqliteDatabase database, String sql) {
    return database.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults());
  }

  @Test
  void splitsScriptsAsSqliteReadsThem() throws SQLException {
    String script =
        """
        CREATE TABLE log (a TEXT); -- one; two
        CREATE TEMP TRIGGER "a;b" AFTER INSERT ON log WHEN new.a <> ';' BEGIN
          SELECT CASE WHEN new.a = 'x;' THEN 1 ELSE 2 END;
          UPDATE log SET a = 'END;' WHERE a = 'y';
        END;
        INSERT INTO log VALUES ('a;b'), ('c;d'); /* ; */ SELECT [;] FROM (SELECT 1 AS [;])
        """;
    List<String> statements = sample.service.split(script);
    assertThat(statements).hasSize(4);
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
        var statement = memory.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    assertThat(Stream.of(statements.get(1).split("\n"))).hasSize(5);
  }
}
