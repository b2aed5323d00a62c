package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.PlanComparison.Change;
import dev.alidade.engine.sql.QueryAnalysis.IndexKind;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.ProgressHandler;

class IndexAdvisorTest {
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
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM agent_executions WHERE tokens = 77 | (tokens)",
        "SELECT max(started_at) FROM agent_executions | (started_at)",
        "SELECT * FROM agent_executions x WHERE x.agent_type = 'coder' AND x.tokens > 7900"
            + " | (agent_type, tokens)",
        "SELECT id FROM failures WHERE tokens BETWEEN 10 AND 20 | tokens)",
        "WITH q AS (SELECT * FROM agent_executions) SELECT count(*) FROM q WHERE q.tokens = 5"
            + " | (tokens)",
        "SELECT * FROM agent_executions WHERE tokens = 4 OR duration_ms > 1e9 | (tokens)",
        "SELECT * FROM agent_memories WHERE lower(content) = 'memory 3' | (lower(content))",
        "SELECT * FROM agent_executions ORDER BY agent_type, tokens DESC LIMIT 3"
            + " | (agent_type, tokens DESC)",
        "SELECT * FROM agent_executions WHERE tokens IS NOT DISTINCT FROM 12 | (tokens)",
        "SELECT * FROM agent_executions WHERE started_at IS 1700000087000" + " | (started_at)",
      })
  void recommendsWhatMakesTheQueryCheaperOnTheFileItself(String sql, String keys)
      throws SQLException {
    long before = steps(sql);
    QueryAnalysis analysis = sample.reader().analyzeQuery(sql, SqlParameters.NONE, Progress.NONE);
    assertThat(analysis.indexRecommendations())
        .extracting(IndexRecommendation::createSql)
        .anyMatch(create -> create.contains(keys));
    for (IndexRecommendation index : analysis.indexRecommendations()) {
      SampleDatabase.run(sample.file, index.createSql());
    }
    long after = steps(sql);
    assertThat((double) before / after).isGreaterThan(1.5);
    IndexRecommendation last = analysis.indexRecommendations().getLast();
    assertThat(last.vmStepsAfter()).isBetween(after / 2 - 40, after * 2 + 400);
    assertThat(analysis.indexRecommendations().getFirst().vmStepsBefore())
        .isBetween(before / 2, before * 2);
  }

  /** Counted by the bare driver. */
  private long steps(String sql) throws SQLException {
    AtomicLong calls = new AtomicLong();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(sample.file));
        var statement = connection.createStatement()) {
      ProgressHandler.setHandler(
          connection,
          10,
          new ProgressHandler() {
            @Override
            protected int progress() {
              calls.incrementAndGet();
              return 0;
            }
          });
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          assertThat(rows.getRow()).isPositive();
        }
      }
    }
    return Math.max(1, calls.get() * 10);
  }

  @Test
  void leavesTheFileAloneAndDeletesItsCopy() throws IOException {
    byte[] before = Files.readAllBytes(sample.file);
    long copies = copies();
    IndexRecommendation index = advise("SELECT * FROM agent_executions WHERE tokens = 77");
    assertThat(sample.file).hasBinaryContent(before);
    assertThat(copies()).isEqualTo(copies);
    assertThat(index.undoSql()).isEqualTo("DROP INDEX idx_agent_executions_tokens");
    assertThat(index.verifiedOn()).isEqualTo("a full copy");
    assertThat(index.indexBytes()).isGreaterThan(100_000);
    assertThat(index.insertNanosAfter()).isPositive();
  }

  private static long copies() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("alidade-trial-")).count();
    }
  }

  private IndexRecommendation advise(String sql) {
    return sample
        .reader()
        .analyzeQuery(sql, SqlParameters.NONE, Progress.NONE)
        .indexRecommendations()
        .getFirst();
  }

  @Test
  void recommendsAPartialIndexForAConstantTerm() {
    IndexRecommendation index =
        advise(
            "SELECT agent_type, count(*) FROM agent_executions WHERE error IS NOT NULL GROUP BY 1");
    assertThat(index.kind()).isEqualTo(IndexKind.PARTIAL);
    assertThat(index.createSql()).endsWith("(agent_type) WHERE error IS NOT NULL");
  }

  @Test
  void comparesThePlansWithoutAndWithTheAdvice() {
    PlanComparison comparison =
        sample
            .reader()
            .analyzeQuery(
                "SELECT * FROM agent_executions WHERE tokens > ? ORDER BY tokens",
                SqlParameters.positional(7_990),
                Progress.NONE)
            .withAdvice()
            .orElseThrow();
    assertThat(comparison.roots())
        .extracting(PlanComparison.Pair::change)
        .containsExactly(Change.CHANGED, Change.REMOVED);
    assertThat(comparison.stepsRatio().orElseThrow()).isGreaterThan(1.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM agent_executions WHERE id = 5",
        "SELECT sum(tokens * duration_ms) FROM agent_executions WHERE status LIKE '%e%'",
        "SELECT 1",
        "PRAGMA table_info(agent_memories)",
      })
  void recommendsNothingWhereNothingHelps(String sql) {
    QueryAnalysis analysis = sample.reader().analyzeQuery(sql, SqlParameters.NONE, Progress.NONE);
    assertThat(analysis.indexRecommendations())
        .allSatisfy(i -> assertThat(i.kind()).isEqualTo(IndexKind.COVERING));
    assertThat(analysis.withAdvice().isPresent())
        .isEqualTo(!analysis.indexRecommendations().isEmpty());
    if (analysis.indexRecommendations().isEmpty()) {
      assertThat(analysis.suggestions()).isNotEmpty();
    }
  }

  @Test
  void asksForTheValuesThatAreMissing() {
    QueryAnalysis analysis =
        sample
            .reader()
            .analyzeQuery(
                "SELECT * FROM agent_executions WHERE tokens = :most",
                SqlParameters.NONE,
                Progress.NONE);
    assertThat(analysis.indexRecommendations()).isEmpty();
    assertThat(analysis.suggestions()).singleElement().asString().contains(":most");
  }

  @Test
  void adviceForUpdatesChangesNothing() throws SQLException {
    String sql = "DELETE FROM agent_memories WHERE created_at < 1700000900000";
    assertThat(advise(sql).keys()).containsExactly("created_at");
    assertThat(SampleDatabase.ask(sample.file, "SELECT count(*) FROM agent_memories"))
        .isEqualTo(List.of(List.of((long) SampleDatabase.MEMORIES)));
  }

  @Test
  void triesOnASampleWhereTheCopyWouldBeTooLarge() throws SQLException {
    SampleDatabase.run(
        sample.file,
        "INSERT INTO agent_executions SELECT NULL, agent_type, status, started_at, duration_ms,"
            + " tokens, cost_usd, error FROM agent_executions");
    try (FileSession session = FileSession.open(sample.file, "agents", false)) {
      var advice =
          new IndexAdvisor(session, new TableFacts(), 1_000)
              .advise(
                  List.of(
                      new WorkloadQuery(
                          SqlStatement.of("SELECT * FROM agent_executions WHERE tokens = 9"), 1)),
                  Progress.NONE);
      assertThat(advice.recommendations())
          .singleElement()
          .satisfies(
              index -> {
                assertThat(index.keys()).containsExactly("tokens");
                assertThat(index.verifiedOn()).contains("a sample of 20,000 rows");
              });
    }
  }

  @Test
  void advisesAWorkloadWithFewIndexes() {
    List<WorkloadQuery> queries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      queries.add(
          new WorkloadQuery(
              SqlStatement.of("SELECT id FROM agent_executions WHERE tokens = ?", i), 10));
    }
    queries.add(
        new WorkloadQuery(
            SqlStatement.of(
                "SELECT * FROM agent_executions WHERE tokens = 5 AND agent_type = 'coder'"),
            1));
    queries.add(
        new WorkloadQuery(
            SqlStatement.of("SELECT * FROM agent_memories ORDER BY created_at DESC LIMIT 3"), 1));
    WorkloadAdvice advice = sample.reader().adviseWorkload(queries, Progress.NONE);
    assertThat(advice.recommendations()).hasSizeBetween(2, 3);
    assertThat(advice.effects()).hasSize(7);
    assertThat(advice.effects())
        .allSatisfy(e -> assertThat(e.after().vmSteps()).isLessThan(e.before().vmSteps() / 2));
  }

  @Test
  void stopsOnACancel() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(
            () ->
                sample
                    .reader()
                    .analyzeQuery(
                        "SELECT * FROM agent_executions WHERE tokens = 1",
                        SqlParameters.NONE,
                        cancelled))
        .isInstanceOf(OperationCancelled.class);
  }

  @Test
  void triesAnIndexOfTheUser() {
    PlanComparison tried =
        sample
            .reader()
            .tryIndexes(
                SqlStatement.of("SELECT * FROM agent_executions WHERE tokens = 1"),
                List.of("CREATE INDEX mine ON agent_executions (tokens)"),
                Progress.NONE);
    assertThat(tried.stepsRatio().orElseThrow()).isGreaterThan(10);
    assertThat(tried.roots().getFirst().after().orElseThrow().index()).contains("mine");
    assertThatThrownBy(
            () ->
                sample
                    .reader()
                    .tryIndexes(
                        SqlStatement.of("SELECT 1"), List.of("DROP TABLE x"), Progress.NONE))
        .isInstanceOf(SqlException.class);
  }
}
