package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a query ends early. */
class QueryStopTest {
  /** Long enough for any machine; `--headless benchmark` measures how long it takes. */
  private static final Duration NEVER = Duration.ofSeconds(30);

  private static final String RUNAWAY =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

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
  void stopsAtTheTimeout() {
    QueryOptions limited = new QueryOptions(false, false, 10, Optional.of(Duration.ofMillis(150)));
    long start = System.nanoTime();
    assertFails("SQL-204", () -> reader().executeQuery(RUNAWAY, SqlParameters.NONE, limited));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(150), NEVER);
    assertThat(rows(query("SELECT 1", SqlParameters.NONE))).isEqualTo(List.of(List.of(1L)));
  }

  @Test
  void stopsAfterACancel() {
    AtomicLong cancelledAt = new AtomicLong();
    long start = System.nanoTime();
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            boolean now = System.nanoTime() - start > 50_000_000;
            if (now) {
              cancelledAt.compareAndSet(0, System.nanoTime());
            }
            return now;
          }
        };
    assertThatThrownBy(
            () ->
                reader()
                    .executeQuery(RUNAWAY, SqlParameters.NONE, QueryOptions.defaults(), progress))
        .isInstanceOf(OperationCancelled.class);
    assertThat(Duration.ofNanos(System.nanoTime() - cancelledAt.get())).isLessThan(NEVER);
  }

  @Test
  void stopsOnAnInterruptAndKeepsTheFlag() throws InterruptedException {
    AtomicLong caught = new AtomicLong();
    SqliteDatabase database = reader();
    Thread runner =
        new Thread(
            () -> {
              try {
                database.executeQuery(RUNAWAY, SqlParameters.NONE, QueryOptions.defaults());
              } catch (OperationCancelled e) {
                caught.set(Thread.currentThread().isInterrupted() ? 2 : 1);
              }
            });
    runner.start();
    runner.interrupt();
    runner.join(10_000);
    assertThat(caught.get()).isEqualTo(2);
  }

  @Test
  void givesAnErrorInsteadOfHalfAResult() {
    assertFails(
        "SQL-210",
        () ->
            query(
                "SELECT abs(CASE id WHEN 15000 THEN -9223372036854775808 ELSE 1 END) FROM"
                    + " agent_executions",
                SqlParameters.NONE));
  }

  @Test
  void saysThatAnotherProgramHoldsTheLock() throws SQLException {
    SqliteDatabase database = reader();
    Progress hasty = cancelledAfterLooks(5);
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(sample.file));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThatThrownBy(
              () ->
                  database.executeQuery(
                      "SELECT count(*) FROM agent_memories",
                      SqlParameters.NONE,
                      QueryOptions.defaults(),
                      hasty))
          .isInstanceOf(OperationCancelled.class);
      assertFails(
          "SQL-208", () -> query("SELECT count(*) FROM agent_memories", SqlParameters.NONE));
      statement.execute("ROLLBACK");
    }
    assertThat(query("SELECT count(*) FROM agent_memories", SqlParameters.NONE).rows()).hasSize(1);
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

  private static Progress cancelledAfterLooks(int looks) {
    AtomicLong left = new AtomicLong(looks);
    return new Progress() {
      @Override
      public void report(double fraction, String message) {}

      @Override
      public boolean cancelled() {
        return left.decrementAndGet() < 0;
      }
    };
  }

  private static void assertFails(String code, ThrowingCallable call) {
    SqlException e = catchThrowableOfType(SqlException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.sentence()).isNotBlank();
    assertThat(e.remedy()).isNotBlank();
  }
}
