package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOptimizerTest {
  @TempDir Path folder;
  private OpenedSample sample;

  @BeforeEach
  void open() throws SQLException {
    sample = new OpenedSample(folder);
    SampleDatabase.run(
        sample.file,
        "CREATE INDEX by_tokens ON agent_executions (tokens);"
            + "DELETE FROM agent_executions WHERE id % 3 <> 0");
  }

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void makesTheFileSmallerAndItsStatisticsNew() throws SQLException {
    List<List<Object>> rows = SampleDatabase.ask(sample.file, "SELECT * FROM agent_executions");
    OptimizationResult result =
        sample.writer().optimizeDatabase(OptimizeOptions.everything(), Progress.NONE);
    assertThat(result.after().fileBytes()).isLessThan(result.before().fileBytes() * 6 / 10);
    assertThat(result.after().fileBytes()).isEqualTo(sample.file.toFile().length());
    assertThat(result.after().freePages()).isZero();
    assertThat(result.after().fragmentation()).isBetween(0.0, 0.2);
    assertThat(result.after().unusedBytes()).isLessThan(result.before().unusedBytes());
    assertThat(result.steps())
        .extracting(OptimizationResult.Step::name)
        .containsExactly("integrity check", "backup", "ANALYZE", "VACUUM");
    assertThat(result.advice()).anyMatch(advice -> advice.contains("journal_mode=WAL"));
    assertThat(SampleDatabase.ask(sample.file, "SELECT * FROM agent_executions")).isEqualTo(rows);
    assertThat(
            SampleDatabase.ask(
                sample.file, "SELECT stat FROM sqlite_stat1 WHERE idx = 'by_tokens'"))
        .singleElement()
        .asString()
        .contains("6666");
  }

  @Test
  void keepsABackupUntilItIsReleased() throws SQLException {
    OptimizationResult result =
        sample.writer().optimizeDatabase(OptimizeOptions.everything(), Progress.NONE);
    assertThat(result.backup()).exists();
    assertThat(SampleDatabase.ask(result.backup(), "SELECT count(*) FROM agent_executions"))
        .isEqualTo(SampleDatabase.ask(sample.file, "SELECT count(*) FROM agent_executions"));
    sample.writer().releaseBackup(result);
    assertThat(result.backup()).doesNotExist();
  }

  @Test
  void putsTheBackupBack() throws SQLException {
    OptimizationResult result =
        sample.writer().optimizeDatabase(new OptimizeOptions(true, false), Progress.NONE);
    assertThat(result.advice()).anyMatch(advice -> advice.startsWith("VACUUM would give back"));
    assertThat(SampleDatabase.ask(sample.file, "SELECT count(*) FROM sqlite_stat1")).isNotEmpty();
    sample.writer().restoreBackup(result);
    assertThat(result.backup()).doesNotExist();
    assertThat(
            SampleDatabase.ask(
                sample.file, "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'"))
        .isEqualTo(List.of(List.of(0L)));
  }

  @Test
  void refusesAFileThatIsOpenReadOnlyOrInATransaction() {
    assertThat(codeOf(sample.reader())).isEqualTo("SQL-207");
    SqliteDatabase writer = sample.writer();
    writer.executeQuery("BEGIN", SqlParameters.NONE, QueryOptions.defaults());
    assertThat(codeOf(writer)).isEqualTo("SQL-207");
    writer.executeQuery("ROLLBACK", SqlParameters.NONE, QueryOptions.defaults());
  }

  @Test
  void stopsAtDamageAndChangesNothing() throws IOException {
    long length = sample.file.toFile().length();
    try (RandomAccessFile bytes = new RandomAccessFile(sample.file.toFile(), "rw")) {
      bytes.seek(4_096); // the root of the first table
      bytes.write(new byte[4_096]);
    }
    assertThat(codeOf(sample.writer())).isEqualTo("SQL-103");
    assertThat(folder.toFile().list((f, name) -> name.contains("backup"))).isEmpty();
    assertThat(sample.file.toFile().length()).isEqualTo(length);
  }

  private static String codeOf(SqliteDatabase database) {
    SqlException e =
        catchThrowableOfType(
            SqlException.class,
            () -> database.optimizeDatabase(OptimizeOptions.everything(), Progress.NONE));
    return e == null ? "none" : e.code();
  }
}
