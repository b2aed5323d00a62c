package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.Progress;
import dev.alidade.engine.telemetry.EngineEvent.PlanChanged;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryHistoryTest {
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
  void noticesThatAPlanHasChanged() {
    SqliteDatabase database = sample.writer();
    run(database, "SELECT id FROM agent_executions WHERE tokens = 5");
    run(database, "SELECT id FROM agent_executions WHERE tokens = 6");
    assertThat(planChanges()).isEmpty();
    run(database, "CREATE INDEX by_tokens ON agent_executions (tokens)");
    run(database, "SELECT id FROM agent_executions WHERE tokens = 7");
    assertThat(planChanges())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.sql()).contains("tokens = 7");
              assertThat(event.before()).isNotEqualTo(event.after());
            });
    HistoryEntry shape = database.history().getFirst();
    assertThat(shape.count()).isEqualTo(3);
    assertThat(shape.plans()).isEqualTo(2);
    assertThat(shape.planHash()).isEqualTo(planChanges().getFirst().after());
  }

  @Test
  void noticesACursorsPlanToo() throws InterruptedException {
    SqliteDatabase database = sample.writer();
    readAll(database, "SELECT id FROM agent_executions WHERE tokens = 5", 1);
    run(database, "CREATE INDEX by_tokens ON agent_executions (tokens)");
    readAll(database, "SELECT id FROM agent_executions WHERE tokens = 6", 2);
    HistoryEntry shape = shapeOfTokens(database).orElseThrow();
    assertThat(shape.plans()).isEqualTo(2);
    assertThat(planChanges()).hasSize(1);
  }

  /** Returns when the history has noted it as a shape's run of that number. */
  private static void readAll(SqliteDatabase database, String sql, int run)
      throws InterruptedException {
    try (QueryCursor cursor =
        database.openCursor(sql, SqlParameters.NONE, CursorOptions.defaults())) {
      assertThat(cursor.columns()).hasSize(1);
      long deadline = System.nanoTime() + java.time.Duration.ofSeconds(30).toNanos();
      while (shapeOfTokens(database).filter(shape -> shape.count() >= run).isEmpty()) {
        assertThat(System.nanoTime()).as("the run is noted").isLessThan(deadline);
        Thread.sleep(10);
      }
    }
  }

  private static Optional<HistoryEntry> shapeOfTokens(SqliteDatabase database) {
    return database.history().stream()
        .filter(entry -> entry.lastSql().startsWith("SELECT id"))
        .findFirst();
  }

  @Test
  void keepsTheParametersOfTheLastRun() {
    SqliteDatabase database = sample.reader();
    byte[] bytes = {0, 1, -1};
    SqlParameters values =
        SqlParameters.of(Arrays.asList(1L, 2.5, null, "né", bytes, true), Map.of("name", "value"));
    database.executeQuery("SELECT ?, ?, ?, ?, ?, ?, :name", values, QueryOptions.defaults());
    SqlParameters kept = database.history().getFirst().lastParameters();
    assertThat(kept.positional().subList(0, 4)).containsExactly(1L, 2.5, null, "né");
    assertThat((byte[]) kept.positional().get(4)).isEqualTo(bytes);
    assertThat(kept.positional().get(5)).isEqualTo(true);
    assertThat(kept.named()).containsEntry("name", "value");
  }

  @Test
  void listsTheRunsOfAShapeAndTheSlowestOfAll() {
    SqliteDatabase database = sample.reader();
    for (int i = 1; i <= 70; i++) {
      database.executeQuery(
          "SELECT content FROM agent_memories WHERE id <= ?",
          SqlParameters.positional(i),
          QueryOptions.defaults());
    }
    String slow =
        "SELECT count(*) FROM agent_memories a, agent_memories b WHERE a.importance < b.importance";
    run(database, slow);
    HistoryEntry shape = database.history().get(1);
    assertThat(shape.recentNanos()).hasSize(HistoryEntry.RECENT);
    List<QueryRun> runs = database.runs(shape.fingerprint(), 100);
    assertThat(runs).hasSize(70);
    assertThat(runs.getFirst().rows()).isEqualTo(70);
    assertThat(runs.getFirst().parameters().positional()).containsExactly(70L);
    assertThat(runs.getFirst().planHash()).isNotEmpty();
    assertThat(runs.stream().limit(HistoryEntry.RECENT).map(QueryRun::nanos).toList().reversed())
        .isEqualTo(shape.recentNanos());
    assertThat(database.runs(shape.fingerprint(), 3)).hasSize(3);
    assertThat(database.slowRuns(java.time.Duration.ofMillis(50), 5).getFirst().sql())
        .isEqualTo(slow);
    assertThat(database.slowRuns(java.time.Duration.ZERO, 5))
        .hasSize(5)
        .isSortedAccordingTo((a, b) -> Long.compare(b.nanos(), a.nanos()));
  }

  @Test
  void advisesIndexesForWhatTookTheMostTime() {
    SqliteDatabase database = sample.reader();
    for (int i = 0; i < 5; i++) {
      database.executeQuery(
          "SELECT id FROM agent_executions WHERE tokens = ?",
          SqlParameters.positional(i),
          QueryOptions.defaults());
    }
    run(database, "SELECT id FROM agent_memories WHERE id = 5");
    WorkloadAdvice advice = database.adviseHistory(10, Progress.NONE);
    assertThat(advice.recommendations())
        .singleElement()
        .satisfies(index -> assertThat(index.keys()).containsExactly("tokens"));
    assertThat(advice.effects()).hasSize(2);
    assertThat(advice.effects()).anySatisfy(e -> assertThat(e.query().weight()).isEqualTo(5));
  }

  @Test
  void findsRedundantAndUnusedIndexes() throws SQLException {
    SampleDatabase.run(
        sample.file,
        "CREATE INDEX a ON agent_executions (tokens);"
            + "CREATE INDEX b ON agent_executions (tokens, status);"
            + "CREATE INDEX c ON agent_executions (tokens DESC);"
            + "CREATE INDEX d ON agent_executions (error COLLATE NOCASE);"
            + "CREATE UNIQUE INDEX e ON agent_executions (started_at, id);"
            + "CREATE INDEX f ON agent_executions (tokens, status)");
    SqliteDatabase database = sample.reader();
    assertThat(database.indexFindings(Progress.NONE))
        .extracting(f -> f.kind() + " " + f.index())
        .containsExactly("REDUNDANT a", "REDUNDANT f");
    run(database, "SELECT status FROM agent_executions INDEXED BY b WHERE tokens = 5");
    List<IndexFinding> findings = database.indexFindings(Progress.NONE);
    assertThat(findings)
        .extracting(f -> f.kind() + " " + f.index())
        .containsExactly("REDUNDANT a", "REDUNDANT f", "UNUSED c", "UNUSED d");
    assertThat(findings.getFirst().evidence()).isEqualTo("b starts with the same columns.");
    assertThat(findings.getLast().dropSql()).isEqualTo("DROP INDEX d");
    assertThat(findings.getLast().undoSql()).contains("NOCASE");
    assertThat(findings.getLast().bytes()).isPositive();
  }

  private List<PlanChanged> planChanges() {
    return sample.events.stream()
        .filter(PlanChanged.class::isInstance)
        .map(PlanChanged.class::cast)
        .toList();
  }

  private static void run(SqliteDatabase database, String sql) {
    database.executeQuery(sql, SqlParameters.NONE, QueryOptions.defaults());
  }
}
