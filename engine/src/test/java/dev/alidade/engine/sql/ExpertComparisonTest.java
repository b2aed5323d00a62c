package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The advisor beside the {@code .expert} command of SQLite's own shell, on the sample of agent
 * runs. Where the leading columns differ, ours must need no more VM steps than SQLite's, or fewer
 * indexes where one more gives less than the advisor asks of an index.
 */
@EnabledIf(
    value = "hasShell",
    disabledReason = "needs the sqlite3 command (Debian package sqlite3), which is not installed")
class ExpertComparisonTest {
  private static final Path SAMPLE = Path.of("..", "samples", "agents.sqlite");

  private static final Pattern INDEX =
      Pattern.compile("CREATE INDEX \\S+ ON (\\w+)\\s*\\((.*)\\);?", Pattern.CASE_INSENSITIVE);

  private static final List<String> TABLE = new ArrayList<>();

  @TempDir Path folder;
  private OpenedSample opened;
  private Path file;

  static boolean hasShell() {
    try {
      return new ProcessBuilder("sqlite3", "-version").start().waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Stream<String> queries() {
    return Stream.of(
        "SELECT * FROM agent_executions WHERE tokens = 292",
        "SELECT id, error FROM agent_executions WHERE agent_type = 'billing' AND tokens > 3000",
        "SELECT id FROM agent_executions WHERE started_at BETWEEN '2026-03-01' AND '2026-03-02'",
        "SELECT * FROM agent_executions ORDER BY duration_ms DESC LIMIT 20",
        "SELECT id, tokens FROM agent_executions WHERE agent_type = 'support' ORDER BY duration_ms"
            + " DESC LIMIT 20",
        "SELECT max(cost_usd) FROM agent_executions",
        "SELECT * FROM agent_memories WHERE importance > 0.6 AND agent_type = 'sales'",
        "SELECT content FROM agent_memories WHERE created_at > '2026-12-01'",
        "SELECT * FROM agent_memories WHERE agent_type = 'support' AND importance >= 0.6"
            + " ORDER BY importance DESC, created_at DESC LIMIT 20",
        "SELECT e.id, m.id FROM agent_executions e JOIN agent_memories m ON m.created_at ="
            + " e.started_at WHERE e.tokens < 200",
        "SELECT count(*) FROM agent_executions WHERE duration_ms = 1765 AND cost_usd > 0.001",
        "SELECT id, agent_type, started_at FROM agent_executions WHERE status = 'cancelled' AND"
            + " started_at >= '2026-12-01' ORDER BY started_at DESC LIMIT 50",
        "SELECT m.id, (SELECT count(*) FROM agent_executions e WHERE e.agent_type = m.agent_type"
            + " AND e.started_at > m.created_at) FROM agent_memories m WHERE m.importance > 0.8",
        "SELECT status, count(*) FROM agent_executions WHERE started_at >= '2026-12-20' GROUP BY"
            + " status",
        "SELECT id FROM agent_executions WHERE tokens = 292 OR duration_ms = 1765",
        "SELECT agent_type, count(*) FROM agent_executions WHERE error IS NOT NULL GROUP BY"
            + " agent_type",
        "SELECT id FROM agent_memories WHERE lower(content) = 'x'");
  }

  @BeforeEach
  void open() throws Exception {
    opened = new OpenedSample(folder);
    file = Files.copy(SAMPLE, folder.resolve("copy.sqlite"));
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void agreesWithTheShellOrNeedsNoMoreSteps(String sql) throws Exception {
    SqliteDatabase database = opened.service.open(file, OpenOptions.readOnly());
    long start = System.nanoTime();
    QueryAnalysis analysis = database.analyzeQuery(sql, SqlParameters.NONE, Progress.NONE);
    long nanos = System.nanoTime() - start;
    List<String> theirs = expert(sql);
    Map<String, String> ourColumns = new LinkedHashMap<>();
    for (IndexRecommendation index : analysis.indexRecommendations()) {
      ourColumns.putIfAbsent(index.table(), TableUse.withoutDirection(index.keys().getFirst()));
    }
    Map<String, String> theirColumns = new LinkedHashMap<>();
    for (String create : theirs) {
      Matcher index = INDEX.matcher(create);
      assertThat(index.matches()).as(create).isTrue();
      theirColumns.putIfAbsent(
          index.group(1), TableUse.withoutDirection(index.group(2).split(",")[0].strip()));
    }
    SqlStatement statement = SqlStatement.of(sql);
    PlanComparison without = database.tryIndexes(statement, List.of(), Progress.NONE);
    List<String> apply =
        analysis.indexRecommendations().stream().flatMap(i -> i.applySql().stream()).toList();
    long ours = steps(database, statement, apply);
    long shells = steps(database, statement, theirs);
    boolean agree = ourColumns.equals(theirColumns);
    TABLE.add(
        "| `%s` | %s | %s | %,d | %,d | %,d | %s |"
            .formatted(
                sql,
                keys(create(analysis)),
                agree && keys(create(analysis)).equals(keys(theirs)) ? "the same" : keys(theirs),
                without.after().run().orElseThrow().vmSteps(),
                ours,
                shells,
                Math.round(nanos / 1e6)));
    boolean fewerForAlmostTheSame =
        analysis.indexRecommendations().size() < theirs.size()
            && ours <= Experiment.LEAST_GAIN * shells;
    assertThat(agree || ours <= shells || fewerForAlmostTheSame)
        .as(
            "ours %s needs %d steps, the shell's %s needs %d",
            create(analysis), ours, theirs, shells)
        .isTrue();
  }

  /** The table of docs/index-advice.md. */
  @AfterAll
  static void writeTable() throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "| query | Alidade | `.expert` | steps without | with Alidade's | with `.expert`'s"
                    + " | advice, ms |",
                "| --- | --- | --- | --: | --: | --: | --: |"));
    lines.addAll(TABLE);
    Files.write(Path.of("target", "expert-comparison.md"), lines);
  }

  private static String keys(List<String> createSql) {
    return createSql.isEmpty()
        ? "none"
        : createSql.stream()
            .map(sql -> "`" + sql.substring(sql.indexOf(" ON ") + 4) + "`")
            .collect(Collectors.joining(", "));
  }

  private static List<String> create(QueryAnalysis analysis) {
    return analysis.indexRecommendations().stream().map(IndexRecommendation::createSql).toList();
  }

  private static long steps(
      SqliteDatabase database, SqlStatement statement, List<String> createSql) {
    return database
        .tryIndexes(statement, createSql, Progress.NONE)
        .after()
        .run()
        .orElseThrow()
        .vmSteps();
  }

  /** The CREATE INDEX statements that the shell proposes; names are made plain. */
  private List<String> expert(String sql) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("script.sql"), ".expert\n" + sql + ";\n");
    Process shell =
        new ProcessBuilder("sqlite3", "-readonly", file.toString())
            .redirectInput(script.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> created = new ArrayList<>();
    for (String line : out.split("\n")) {
      if (line.startsWith("CREATE INDEX")) {
        created.add(line.strip().replaceAll(";$", ""));
      }
    }
    assertThat(created.isEmpty() && !out.contains("no new indexes")).as(out).isFalse();
    return created;
  }
}
