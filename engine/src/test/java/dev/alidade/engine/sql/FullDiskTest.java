package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is really full. {@link BadInputTest} has the same by a limit of pages, which needs no
 * rights.
 */
@EnabledIf(
    value = "dev.alidade.engine.sql.SmallDisk#canBeMounted",
    disabledReason = "mounting a small tmpfs needs Linux and the superuser")
class FullDiskTest {
  @TempDir Path folder;
  private SmallDisk disk;
  private OpenedSample sample;
  private Path file;

  @BeforeEach
  void open() throws IOException, SQLException {
    sample = new OpenedSample(folder);
    disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "3m");
    file = Files.copy(sample.file, disk.folder.resolve("full.sqlite"));
  }

  @AfterEach
  void close() throws IOException {
    sample.close();
    disk.close();
  }

  @Test
  void losesNothingOfAStatementOrATransaction() throws SQLException, IOException {
    SqliteDatabase database = sample.service.open(file, new OpenOptions(true));
    String grow =
        "INSERT INTO agent_memories SELECT id + 100000, agent_type, 0, hex(zeroblob(400)), 0"
            + " FROM agent_executions";
    assertNoRoom(() -> run(database, grow));
    assertNoRoom(
        () ->
            database.executeTransaction(
                List.of(
                    SqlStatement.of("DELETE FROM agent_memories WHERE id = 7"),
                    SqlStatement.of(grow))));
    assertThat(database.inTransaction()).isFalse();
    assertThat(SampleDatabase.ask(file, "SELECT * FROM agent_memories"))
        .isEqualTo(SampleDatabase.ask(sample.file, "SELECT * FROM agent_memories"));
    assertThat(SampleDatabase.ask(file, "PRAGMA integrity_check"))
        .isEqualTo(List.of(List.of("ok")));
    assertThat(run(database, "DELETE FROM agent_memories WHERE id = 7").changedRows()).isEqualTo(1);
  }

  @Test
  void optimisesNothingWithoutRoomForABackup() throws IOException {
    fill(disk.folder);
    byte[] before = Files.readAllBytes(file);
    SqliteDatabase database = sample.service.open(file, new OpenOptions(true));
    assertNoRoom(() -> database.optimizeDatabase(OptimizeOptions.everything(), Progress.NONE));
    assertThat(file).hasBinaryContent(before);
    assertThat(disk.folder.toFile().list()).containsExactlyInAnyOrder("full.sqlite", "ballast");
  }

  @Test
  void keepsTheRowsWhereThereIsNoRoomToWriteTheFileAnew() throws SQLException {
    SqliteDatabase database = sample.service.open(file, new OpenOptions(true));
    assertNoRoom(() -> database.optimizeDatabase(OptimizeOptions.everything(), Progress.NONE));
    assertThat(SampleDatabase.ask(file, "SELECT * FROM agent_executions"))
        .isEqualTo(SampleDatabase.ask(sample.file, "SELECT * FROM agent_executions"));
    assertThat(SampleDatabase.ask(file, "PRAGMA integrity_check"))
        .isEqualTo(List.of(List.of("ok")));
    assertThat(disk.folder.toFile().list()).containsExactly("full.sqlite");
  }

  private static void fill(Path folder) throws IOException {
    Files.write(folder.resolve("ballast"), new byte[1 << 20]);
  }

  /** The folder for temporary files is the small disk. */
  @Test
  void keepsTheRowsThatFitAndGoesOn() throws IOException {
    String sql =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000)"
            + " SELECT i, 'a text of row ' || i FROM n";
    String said =
        ChildProgram.output(
            CursorReader.class,
            List.of("-Djava.io.tmpdir=" + disk.folder, "-Dorg.sqlite.tmpdir=" + folder),
            List.of(sample.file.toString(), sql));
    assertThat(said).matches("[1-9]\\d{3,5} rows, SQL-209, wrong by 0\nthen 1\n");
  }

  private static QueryResult run(SqliteDatabase database, String sql) {
    return database.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults());
  }

  private static void assertNoRoom(Runnable work) {
    SqlException e = catchThrowableOfType(SqlException.class, work::run);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo("SQL-209");
    assertThat(e.sentence()).startsWith("There is no room left for full.sqlite");
    assertThat(e.remedy()).isNotBlank();
  }
}
