package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and in which words. */
class StatementGuardsTest {
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
        "SELECT\n id FORM agent_memories, (SELECT 1 FORM)|SQL-201|Line 2, column 10",
        "SELECT 'open|SQL-201|Line 1, column 8",
        "SELECT (1|SQL-201|ends too early",
        "SELECT 1 FROM nowhere|SQL-202|Line 1, column 15",
        "SELECT nonsense FROM agent_memories|SQL-202|Line 1, column 8",
        "SELECT nofunction(1)|SQL-202|Line 1, column 8",
        "SELECT * FROM agent_memories WHERE, id = 1|SQL-201|Line 1, column 35",
        "INSERT INTO agent_memories VALUES (1, 2, 3, 4, 5)|SQL-205|writable",
        "ATTACH '/tmp/other' AS other|SQL-207|ATTACH",
        "/* x */ DETACH main|SQL-207|DETACH",
        "VACUUM INTO '/tmp/copy'|SQL-207|VACUUM",
        "SELECT load_extension('x')|SQL-210|not authorized",
        "-- nothing|SQL-201|no statement",
        "PRAGMA user_version = 5; SELECT 1|SQL-205|write",
      })
  void saysWhatIsWrongWithAStatement(String line) {
    String[] parts = line.split("\\|");
    SqlException e =
        catchThrowableOfType(SqlException.class, () -> query(parts[0], SqlParameters.NONE));
    assertThat(e.code()).isEqualTo(parts[1]);
    assertThat(e.sentence() + " " + e.remedy()).contains(parts[2]);
  }

  @Test
  void refusesFilesThatAreNoDatabaseAndLeavesThemAlone() throws IOException {
    byte[] jpeg = new byte[9_000];
    new Random(3).nextBytes(jpeg);
    System.arraycopy(
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0}, 0, jpeg, 0, 4);
    Path photo = Files.write(folder.resolve("photo.jpg"), jpeg);
    assertFails("SQL-102", () -> sample.service.open(photo, new OpenOptions(true)));
    assertThat(photo).hasBinaryContent(jpeg);
    assertFails(
        "SQL-101", () -> sample.service.open(folder.resolve("none.db"), OpenOptions.readOnly()));
    assertThat(folder.resolve("none.db")).doesNotExist();
    assertFails("SQL-101", () -> sample.service.open(folder, OpenOptions.readOnly()));
    byte[] whole = Files.readAllBytes(sample.file);
    Path cut = Files.write(folder.resolve("cut.db"), Arrays.copyOf(whole, whole.length / 2));
    assertFails("SQL-103", () -> sample.service.open(cut, OpenOptions.readOnly()));
  }

  @Test
  void saysThatANewerSqliteWroteAFile() throws IOException {
    byte[] whole = Files.readAllBytes(sample.file);
    int readVersion = 19;
    int schemaFormat = 47;
    for (int place : List.of(readVersion, schemaFormat)) {
      byte[] newer = whole.clone();
      newer[place] = 9;
      Path file = Files.write(folder.resolve("newer" + place), newer);
      assertFails("SQL-106", () -> sample.service.open(file, OpenOptions.readOnly()));
      assertThat(file).hasBinaryContent(newer);
    }
  }

  /** While another program writes, and after it has crashed and left its log behind. */
  @Test
  void readsFilesWithAWriteAheadLog() throws IOException, SQLException {
    Path copy = folder.resolve("crashed.sqlite");
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(sample.file));
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA wal_autocheckpoint=0");
      statement.execute("DELETE FROM agent_memories WHERE id > 10");
      assertThat(query("SELECT count(*) FROM agent_memories", SqlParameters.NONE).rows())
          .singleElement()
          .isEqualTo(new Object[] {10L});
      statement.execute("DELETE FROM agent_memories WHERE id > 5");
      assertThat(query("SELECT count(*) FROM agent_memories", SqlParameters.NONE).rows())
          .singleElement()
          .isEqualTo(new Object[] {5L});
      Files.copy(sample.file, copy);
      Files.copy(beside(sample.file), beside(copy));
    }
    SqliteDatabase crashed = sample.service.open(copy, OpenOptions.readOnly());
    assertThat(
            rows(
                crashed.executeQuery(
                    "SELECT max(id) FROM agent_memories",
                    SqlParameters.NONE,
                    QueryOptions.defaults())))
        .isEqualTo(List.of(List.of(5L)));
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  @Test
  void readsTheWorkspaceButDoesNotWriteIt() {
    sample.workspace.putSetting("panel", "sql");
    SqliteDatabase database = sample.service.workspace();
    assertThat(database.writable()).isFalse();
    assertThat(
            rows(
                database.executeQuery(
                    "SELECT value FROM settings", SqlParameters.NONE, QueryOptions.defaults())))
        .isEqualTo(List.of(List.of("sql")));
    for (String sql :
        List.of(
            "DELETE FROM settings",
            "COMMIT",
            "PRAGMA query_only = 0",
            "PRAGMA query_only(0)",
            "WITH a AS (SELECT 1) DELETE FROM settings")) {
      assertThatThrownBy(
              () -> database.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults()))
          .isInstanceOf(SqlException.class);
    }
    sample.workspace.putSetting("panel", "vector");
    assertThat(sample.workspace.setting("panel")).contains("vector");
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
