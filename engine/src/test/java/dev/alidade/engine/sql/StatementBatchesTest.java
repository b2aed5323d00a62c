package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several statements in one call. */
class StatementBatchesTest {
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
  void aTransactionIsAllOrNothing() {
    SqliteDatabase database = sample.writer();
    long before = count(database);
    assertFails(
        "SQL-203",
        () ->
            database.executeTransaction(
                List.of(
                    SqlStatement.of("DELETE FROM agent_memories WHERE id < ?", 100),
                    SqlStatement.of(
                        "INSERT INTO agent_memories VALUES (?, 'a', 1, 'b', 1)", 200))));
    assertThat(count(database)).isEqualTo(before);
    assertFails("SQL-207", () -> database.executeTransaction(List.of(SqlStatement.of("COMMIT"))));
    BatchResult result =
        database.executeTransaction(
            List.of(
                SqlStatement.of("DELETE FROM agent_memories WHERE id < ?", 100),
                SqlStatement.of("DELETE FROM agent_memories WHERE id < ?", 200)));
    assertThat(result.entries())
        .extracting(BatchResult.Entry::changedRows)
        .containsExactly(99L, 100L);
    assertThat(count(database)).isEqualTo(before - 199);
  }

  @Test
  void aBatchStopsOrGoesOnAfterAnError() {
    SqliteDatabase database = sample.writer();
    List<SqlStatement> statements =
        List.of(
            SqlStatement.of("DELETE FROM agent_memories WHERE id = 1"),
            SqlStatement.of("DELETE FROM nowhere"),
            SqlStatement.of("DELETE FROM agent_memories WHERE id = 2"));
    BatchResult stopped = database.executeBatch(statements, new BatchOptions(true), Progress.NONE);
    assertThat(stopped.entries()).hasSize(2);
    assertThat(stopped.entries().get(1).error())
        .hasValueSatisfying(e -> assertThat(e).contains("nowhere"));
    BatchResult whole = database.executeBatch(statements, new BatchOptions(false), Progress.NONE);
    assertThat(whole.entries())
        .extracting(BatchResult.Entry::changedRows)
        .containsExactly(0L, 0L, 1L);
  }

  private static long count(SqliteDatabase database) {
    return (Long)
        database
            .executeQuery(
                "SELECT count(*) FROM agent_memories", SqlParameters.NONE, QueryOptions.defaults())
            .rows()
            .getFirst()[0];
  }

  private static void assertFails(String code, ThrowingCallable call) {
    SqlException e = catchThrowableOfType(SqlException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.sentence()).isNotBlank();
    assertThat(e.remedy()).isNotBlank();
  }
}
