package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSqliteServiceTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String RUNAWAY =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

  @TempDir Path folder;

  private final List<EngineEvent> events = new CopyOnWriteArrayList<>();
  private final List<OperationSample> samples = new CopyOnWriteArrayList<>();
  private Workspace workspace;
  private JdbcSqliteService service;
  private Path file;

  @BeforeEach
  void open() throws SQLException {
    workspace = SqliteWorkspace.open(Optional.empty(), true, 200);
    Telemetry telemetry =
        new Telemetry() {
          @Override
          public void record(OperationSample sample) {
            samples.add(sample);
          }

          @Override
          public void publish(EngineEvent event) {
            events.add(event);
          }
        };
    service = new JdbcSqliteService(workspace, telemetry, Clock.fixed(NOW, ZoneOffset.UTC));
    file = SampleDatabase.make(folder.resolve("agents #1?.sqlite"));
  }

  @AfterEach
  void close() {
    service.close();
    workspace.close();
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
    assertThat(rows(result)).isEqualTo(SampleDatabase.ask(file, sql));
    assertThat(result.truncated()).isFalse();
    assertThat(result.path().used()).isEqualTo(ExecutionPath.SQLITE);
  }

  @Test
  void bindsPositionalAndNamedParameters() throws SQLException {
    String sql = "SELECT id FROM agent_executions WHERE status = ? AND tokens > ? ORDER BY id";
    assertThat(rows(query(sql, SqlParameters.positional("failed", 4_000))))
        .isNotEmpty()
        .isEqualTo(SampleDatabase.ask(file, sql, "failed", 4_000));
    String named =
        "SELECT id FROM agent_executions WHERE status = :s AND tokens > $t AND tokens > $t"
            + " ORDER BY id";
    assertThat(rows(query(named, SqlParameters.named(Map.of("s", "failed", "t", 4_000)))))
        .isEqualTo(SampleDatabase.ask(file, sql, "failed", 4_000));
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
  void stopsAtTheTimeout() {
    QueryOptions limited = new QueryOptions(false, false, 10, Optional.of(Duration.ofMillis(150)));
    long start = System.nanoTime();
    assertFails("SQL-204", () -> reader().executeQuery(RUNAWAY, SqlParameters.NONE, limited));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(150), Duration.ofMillis(1_000));
    assertThat(rows(query("SELECT 1", SqlParameters.NONE))).isEqualTo(List.of(List.of(1L)));
  }

  @Test
  void stopsWithin100MillisecondsOfACancel() {
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
    assertThat(System.nanoTime() - cancelledAt.get()).isLessThan(100_000_000);
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000);
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
    assertFails("SQL-102", () -> service.open(photo, new OpenOptions(true)));
    assertThat(photo).hasBinaryContent(jpeg);
    assertFails("SQL-101", () -> service.open(folder.resolve("none.db"), OpenOptions.readOnly()));
    assertThat(folder.resolve("none.db")).doesNotExist();
    assertFails("SQL-101", () -> service.open(folder, OpenOptions.readOnly()));
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.db"), Arrays.copyOf(whole, whole.length / 2));
    assertFails("SQL-103", () -> service.open(cut, OpenOptions.readOnly()));
  }

  @Test
  void saysThatAnotherProgramHoldsTheLock() throws SQLException {
    SqliteDatabase database = reader();
    Progress hasty = cancelledAfterLooks(5);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(file));
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

  @Test
  void givesTheSameDatabaseForTheSameFileAndMode() {
    AtomicLong changes = new AtomicLong();
    service.onChange(changes::incrementAndGet);
    SqliteDatabase first = reader();
    assertThat(reader()).isSameAs(first);
    assertThat(service.open(file, new OpenOptions(true))).isNotSameAs(first);
    assertThat(service.databases()).hasSize(2);
    first.close();
    assertThat(service.databases()).hasSize(1);
    assertThat(changes).hasValue(3);
    assertFails("SQL-107", first::schema);
  }

  @Test
  void answersFromTheCacheUntilTheDataChanges() throws SQLException {
    QueryOptions cached = new QueryOptions(true, false, 1_000, Optional.empty());
    String sql = "SELECT count(*) FROM agent_memories";
    SqliteDatabase database = service.open(file, new OpenOptions(true));
    assertThat(database.executeQuery(sql, SqlParameters.NONE, cached).fromCache()).isFalse();
    QueryResult second = database.executeQuery(sql, SqlParameters.NONE, cached);
    assertThat(second.fromCache()).isTrue();
    assertThat(rows(second)).isEqualTo(List.of(List.of((long) SampleDatabase.MEMORIES)));
    SampleDatabase.run(file, "DELETE FROM agent_memories WHERE id = 1");
    QueryResult third = database.executeQuery(sql, SqlParameters.NONE, cached);
    assertThat(third.fromCache()).isFalse();
    assertThat(rows(third)).isEqualTo(List.of(List.of(SampleDatabase.MEMORIES - 1L)));
    database.executeQuery("DELETE FROM agent_memories WHERE id = 2", SqlParameters.NONE, cached);
    assertThat(database.executeQuery(sql, SqlParameters.NONE, cached).fromCache()).isFalse();
    database.executeQuery("SELECT random()", SqlParameters.NONE, cached);
    assertThat(database.executeQuery("SELECT random()", SqlParameters.NONE, cached).fromCache())
        .isFalse();
  }

  @Test
  void countsChangedRows() {
    SqliteDatabase database = service.open(file, new OpenOptions(true));
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
  void aTransactionIsAllOrNothing() {
    SqliteDatabase database = service.open(file, new OpenOptions(true));
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
    SqliteDatabase database = service.open(file, new OpenOptions(true));
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

  @Test
  void keepsAHistoryByShape() {
    SqliteDatabase database = reader();
    query("SELECT content FROM agent_memories WHERE id = 5", SqlParameters.NONE);
    query("select content FROM agent_memories  WHERE id = 17", SqlParameters.NONE);
    assertFails("SQL-202", () -> query("SELECT nonsense", SqlParameters.NONE));
    List<HistoryEntry> history = database.history();
    assertThat(history).hasSize(2);
    assertThat(history.getFirst().errors()).isEqualTo(1);
    HistoryEntry shape = history.get(1);
    assertThat(shape.fingerprint()).isEqualTo("select content from agent_memories where id = ?");
    assertThat(shape.count()).isEqualTo(2);
    assertThat(shape.lastSql()).contains("17");
    assertThat(shape.lastRows()).isEqualTo(1);
    assertThat(shape.lastAt()).isEqualTo(NOW);
    assertThat(shape.p50Nanos()).isPositive().isLessThanOrEqualTo(shape.maxNanos());
  }

  @Test
  void recordsOperationsAndReportsSlowQueries() {
    query("SELECT 1", SqlParameters.NONE);
    assertThat(samples).extracting(OperationSample::operation).containsExactly("sql.query");
    assertThat(events).isEmpty();
    query(
        "SELECT count(*) FROM agent_memories a, agent_memories b WHERE a.importance < b.importance",
        SqlParameters.NONE);
    assertThat(samples).hasSize(2);
    assertThat(events).hasOnlyElementsOfType(EngineEvent.SlowQuerySeen.class).hasSize(1);
  }

  @Test
  void readsTheSchema() throws SQLException {
    SampleDatabase.run(
        file, "CREATE UNIQUE INDEX by_tokens ON agent_executions (tokens, lower(error), id)");
    DatabaseSchema schema = reader().schema();
    assertThat(schema.tables())
        .extracting(DatabaseSchema.Table::name)
        .containsExactly("agent_executions", "agent_memories", "failures");
    DatabaseSchema.Table table = schema.tables().getFirst();
    assertThat(table.rows()).isEqualTo(SampleDatabase.EXECUTIONS);
    assertThat(table.bytes()).isGreaterThan(1_000_000).isLessThan(schema.fileBytes());
    assertThat(table.columns()).hasSize(8);
    assertThat(table.columns().getFirst())
        .isEqualTo(new DatabaseSchema.TableColumn("id", "INTEGER", false, true));
    assertThat(schema.tables().get(2).view()).isTrue();
    assertThat(schema.indexes())
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.columns()).containsExactly("tokens", "(expression)", "id");
              assertThat(index.unique()).isTrue();
              assertThat(index.bytes()).isPositive();
            });
    assertThat(schema.triggers())
        .extracting(DatabaseSchema.Trigger::name)
        .containsExactly("keep_memories");
  }

  @Test
  void readsTheWorkspaceButDoesNotWriteIt() {
    workspace.putSetting("panel", "sql");
    SqliteDatabase database = service.workspace();
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
    workspace.putSetting("panel", "vector");
    assertThat(workspace.setting("panel")).contains("vector");
  }

  @Test
  void showsTheBytecode() {
    List<String[]> program =
        reader().bytecode("SELECT count(*) FROM agent_memories WHERE id > ?", SqlParameters.NONE);
    assertThat(program.getFirst()[1]).isEqualTo("opcode");
    assertThat(program).anyMatch(row -> row[1].equals("OpenRead"));
  }

  private SqliteDatabase reader() {
    return service.open(file, OpenOptions.readOnly());
  }

  private QueryResult query(String sql, SqlParameters parameters) {
    return reader().executeQuery(sql, parameters, QueryOptions.defaults());
  }

  private static long count(SqliteDatabase database) {
    return (Long)
        database
            .executeQuery(
                "SELECT count(*) FROM agent_memories", SqlParameters.NONE, QueryOptions.defaults())
            .rows()
            .getFirst()[0];
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
