package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.GridModel;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever goes wrong is a clear message in the panel, nothing is lost and the panel goes on. A
 * disk that is really full is what the engine's tests have; here a limit of pages stands for it,
 * which needs no rights.
 */
class SqlBadInputTest {
  private static final int ROWS = 2_000;

  /** One a line; none of them is SQL that this database can run. */
  private static final String MALFORMED =
      """
      SELEC 1
      SELECT
      SELECT (
      SELECT 'open
      SELECT "open FROM big
      SELECT [open FROM big
      SELECT `open
      SELECT FROM big
      SELECT * FORM big
      SELECT * FROM
      SELECT * FROM nowhere
      SELECT * FROM big WHERE
      SELECT * FROM big WHERE id =
      SELECT * FROM big WHERE id = = 1
      SELECT * FROM big ORDER id
      SELECT id FROM big ORDER
      SELECT * FROM big ORDER BY
      SELECT * FROM big GROUP name
      SELECT * FROM big LIMIT
      SELECT * FROM big LIMIT 'many'
      SELECT id, FROM big
      SELECT (id FROM big
      SELECT id) FROM big
      SELECT ((((1)))
      SELECT 1 FROM big big JOIN
      SELECT * FROM big JOIN USING (id)
      SELECT id FROM big a, big b
      SELECT nonsense FROM big
      SELECT b.nonsense FROM big b
      SELECT x.id FROM big b
      SELECT nope(1)
      SELECT abs()
      SELECT abs(1, 2, 3)
      SELECT sum(count(*)) FROM big
      SELECT * FROM big WHERE count(*) > 1
      SELECT id FROM big UNION SELECT id, name FROM big
      SELECT CASE WHEN 1 THEN 2 FROM big
      SELECT CAST(1 TEXT)
      SELECT id BETWEEN 1 FROM big
      SELECT x'0g'
      SELECT x'012'
      SELECT 1..2
      SELECT 12abc
      SELECT # FROM big
      SELECT \\ FROM big
      SELECT * FROM big INDEXED BY nothing
      INSERT INTO big VALUES
      INSERT INTO big (id) VALUES (1, 2)
      UPDATE big SET
      DELETE big
      WITH x AS (SELECT 1
      WITH x AS SELECT 1 SELECT * FROM x
      WITH x AS (SELECT 1)
      VALUES (1), (2, 3)
      EXPLAIN
      CREATE TABLE (a)
      DROP TABLE nowhere
      BEGIN BEGIN
      COMMIT
      ROLLBACK
      @@@
      )
      """;

  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();
  private static final SqlDriver SQL = new SqlDriver(WORKBENCH);

  private static Path file = Path.of("");

  @BeforeAll
  static void make() throws SQLException {
    file = WORKBENCH.folder().resolve("big.sqlite");
    execute(
        "CREATE TABLE big (id INTEGER PRIMARY KEY, name TEXT)",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < "
            + ROWS
            + ") INSERT INTO big SELECT n, 'row ' || n FROM c");
  }

  @BeforeEach
  void open() {
    WORKBENCH.go(new Intent.OpenDatabase(file));
  }

  @Test
  void eachOfManyMalformedStatementsIsAClearMessageAndThePanelGoesOn() {
    List<String> statements = MALFORMED.lines().toList();
    assertThat(statements).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    for (String sql : statements) {
      SQL.runAndShow(sql);
      EngineException failure = failure();
      assertThat(failure.sentence()).as(sql).endsWith(".").doesNotContain("SQLITE_", "Exception");
      assertThat(failure.remedy()).as(sql).isNotBlank();
      assertThat(WORKBENCH.texts())
          .as(sql)
          .contains(failure.code(), failure.sentence(), failure.remedy());
    }
    assertGoesOn();
  }

  @Test
  void keepsTheRowsBeforeAnErrorInRow500000AndSaysWhereItFailed() {
    SQL.runAndShow(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600000)"
            + " SELECT i, CASE i WHEN 500000 THEN abs(-9223372036854775807 - 1) ELSE i END FROM n");
    WORKBENCH.fx(
        () -> {
          SQL.panel().model().result().reading().readAll();
          return true;
        });
    WORKBENCH.waitForFx(
        "the error", () -> SQL.panel().model().result().reading().state().get().complete());
    WORKBENCH.settle();
    assertThat(SQL.grid().model().rowCount()).isEqualTo(499_999);
    assertThat(WORKBENCH.texts())
        .anyMatch(
            text ->
                text.startsWith("Failed after row 499,999: ") && text.contains("integer overflow"));
    WORKBENCH.fx(
        () -> {
          SQL.grid().scrollTo(499_998);
          return true;
        });
    WORKBENCH.waitForText("499,999");
    assertGoesOn();
  }

  @Test
  void aFileThatAnotherProgramLockedIsAClearMessage() throws SQLException {
    try (Connection locker = connect(file);
        Statement statement = locker.createStatement()) {
      statement.executeUpdate("BEGIN EXCLUSIVE");
      SQL.runAndShow("SELECT count(*) FROM big");
      assertSays("SQL-208", "big.sqlite is locked by another program or transaction.");
      statement.executeUpdate("ROLLBACK");
    }
    assertGoesOn();
  }

  @Test
  void aSecondWriterIsAClearMessageAndNothingIsLost() throws Exception {
    Path written = openCopy("second-writer.sqlite");
    try (Connection other = connect(written);
        Statement statement = other.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      statement.executeUpdate("UPDATE big SET name = 'theirs' WHERE id = 1");
      SQL.runAndShow("DELETE FROM big WHERE id = 2");
      assertSays("SQL-208", "second-writer.sqlite is locked by another program or transaction.");
      statement.executeUpdate("COMMIT");
    }
    SQL.runAndShow("DELETE FROM big WHERE id = 2");
    assertThat(ask(written, "SELECT count(*) FROM big")).isEqualTo(ROWS - 1);
    assertThat(ask(written, "SELECT count(*) FROM big WHERE name = 'theirs'")).isEqualTo(1);
    assertGoesOn();
  }

  @Test
  void noRoomOnTheDiskIsAClearMessageAndNothingIsLost() throws Exception {
    Path full = openCopy("full.sqlite");
    SQL.runAndShow("PRAGMA max_page_count = " + (ask(full, "PRAGMA page_count") + 2));
    SQL.runAndShow("INSERT INTO big (name) SELECT hex(zeroblob(500)) FROM big");
    assertSays("SQL-209", "There is no room left for full.sqlite: database or disk is full.");
    assertThat(WORKBENCH.shows("no transaction")).isTrue();
    assertThat(ask(full, "SELECT count(*) FROM big")).isEqualTo(ROWS);
    assertGoesOn();
  }

  @Test
  void aFileThatWasDeletedIsAClearMessage() throws Exception {
    Path gone = openCopy("gone.sqlite");
    SQL.runAndShow("DELETE FROM big WHERE id = 1");
    Files.delete(gone);
    SQL.runAndShow("DELETE FROM big WHERE id = 2");
    assertSays("SQL-209", "The file of gone.sqlite was deleted or moved while it was open.");

    WORKBENCH.go(new Intent.OpenDatabase(gone));
    assertThat(WORKBENCH.showsPart("There is no file " + gone)).isTrue();
    WORKBENCH.go(new Intent.OpenDatabase(file));
    assertGoesOn();
  }

  // ---- the panel ----

  private static Path openCopy(String name) throws Exception {
    Path copy = Files.copy(file, WORKBENCH.folder().resolve(name));
    WORKBENCH.go(new Intent.OpenDatabase(copy));
    WORKBENCH.fx(
        () -> {
          SQL.panel().model().databases().reopen(true);
          return true;
        });
    WORKBENCH.settle();
    return copy;
  }

  private static EngineException failure() {
    return (EngineException) WORKBENCH.fx(() -> SQL.panel().model().runs().failure().get());
  }

  private static void assertSays(String code, String sentence) {
    assertThat(WORKBENCH.texts()).contains(code, sentence);
  }

  private static void assertGoesOn() {
    SQL.runAndShow("SELECT 40 + 2");
    assertThat(WORKBENCH.fx(() -> SQL.panel().model().runs().failure().get())).isNull();
    assertThat(
            WORKBENCH.fx(
                () -> {
                  GridModel model = SQL.grid().model();
                  return model.copied(0, 0);
                }))
        .isEqualTo(42L);
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private static long ask(Path of, String sql) throws SQLException {
    try (Connection connection = connect(of);
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  private static Connection connect(Path of) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + of);
  }
}
