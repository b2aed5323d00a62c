package dev.alidade.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed agents.sqlite is what the generator makes, and has what the tour promises. */
final class AgentsFileTest {

  private static final Path FILE = SampleFiles.path("agents.sqlite");
  private static AgentRows rows;

  @BeforeAll
  static void generate() {
    rows = AgentRows.generate(AgentRows.SEED);
  }

  @Test
  void committedRunsAreThoseOfTheSeed() throws SQLException {
    assertThat(runsIn(FILE)).isEqualTo(rows.runs());
  }

  @Test
  void committedMemoriesAreThoseOfTheSeed() throws SQLException {
    assertThat(memoriesIn(FILE)).isEqualTo(rows.memories());
  }

  @Test
  void anotherSeedGivesOtherRows() {
    AgentRows other = AgentRows.generate(AgentRows.SEED + 10);
    assertThat(other.runs()).hasSize(50_000).isNotEqualTo(rows.runs());
    assertThat(other.memories()).hasSize(5_000).isNotEqualTo(rows.memories());
  }

  @Test
  void writerKeepsEveryRow(@TempDir Path folder) throws Exception {
    Path copy = folder.resolve("copy.sqlite");
    AgentsDatabase.write(copy, rows);
    assertThat(runsIn(copy)).isEqualTo(rows.runs());
    assertThat(memoriesIn(copy)).isEqualTo(rows.memories());
  }

  @Test
  void fileIsCompactAndSound() throws SQLException {
    assertThat(one(FILE, "PRAGMA integrity_check")).isEqualTo("ok");
    assertThat(one(FILE, "PRAGMA page_size")).isEqualTo("4096");
    assertThat(one(FILE, "PRAGMA freelist_count")).isEqualTo("0");
    assertThat(FILE.toFile().length()).isBetween(3_500_000L, 4_500_000L);
  }

  @Test
  void fileHasNoIndexSoThatOneIsMissing() throws SQLException {
    assertThat(one(FILE, "SELECT count(*) FROM sqlite_schema WHERE type = 'index'")).isEqualTo("0");
  }

  @Test
  void aboutThreePercentOfTheRunsFailed() {
    long failed = rows.runs().stream().filter(run -> run.status().equals("failed")).count();
    assertThat(failed).isBetween(1_400L, 1_600L);
  }

  @Test
  void errorTextGoesWithFailureOnly() {
    assertThat(rows.runs()).allMatch(run -> run.status().equals("failed") == (run.error() != null));
  }

  @Test
  void timesRunThrough2026InOrder() {
    assertThat(rows.runs()).extracting(AgentRun::startedAt).isSorted();
    assertThat(rows.runs())
        .extracting(AgentRun::startedAt)
        .allMatch(at -> at.matches("2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    Map<String, Long> byMonth =
        rows.runs().stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.startedAt().substring(0, 7), TreeMap::new, Collectors.counting()));
    assertThat(byMonth).hasSize(12);
    assertThat(byMonth.get("2026-12")).isGreaterThan(byMonth.get("2026-01"));
  }

  @Test
  void memoriesAreDistinctSentencesWithEverySlotFilled() {
    assertThat(rows.memories()).extracting(AgentMemory::content).doesNotHaveDuplicates();
    assertThat(rows.memories())
        .extracting(AgentMemory::content)
        .allMatch(text -> text.matches("[A-Z0-9][^{}|]{20,220}\\."));
  }

  @Test
  void manyMemoriesTellOfDoubleChargesAndRefunds() {
    long doubled =
        rows.memories().stream()
            .map(AgentMemory::content)
            .filter(text -> text.matches(".*(charged|billed|paid|debits|uplicate charge).*"))
            .filter(text -> text.matches(".*(twice|double|two times|second|two debits).*"))
            .count();
    assertThat(doubled).isGreaterThan(150);
  }

  private static List<AgentRun> runsIn(Path file) throws SQLException {
    try (Connection connection = open(file);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM agent_executions ORDER BY id")) {
      List<AgentRun> runs = new ArrayList<>();
      while (found.next()) {
        runs.add(
            new AgentRun(
                found.getInt("id"),
                found.getString("agent_type"),
                found.getString("status"),
                found.getString("started_at"),
                found.getInt("duration_ms"),
                found.getInt("tokens"),
                found.getDouble("cost_usd"),
                found.getString("error")));
      }
      return runs;
    }
  }

  private static List<AgentMemory> memoriesIn(Path file) throws SQLException {
    try (Connection connection = open(file);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM agent_memories ORDER BY id")) {
      List<AgentMemory> memories = new ArrayList<>();
      while (found.next()) {
        memories.add(
            new AgentMemory(
                found.getInt("id"),
                found.getString("agent_type"),
                found.getDouble("importance"),
                found.getString("content"),
                found.getString("created_at")));
      }
      return memories;
    }
  }

  private static String one(Path file, String sql) throws SQLException {
    try (Connection connection = open(file);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      assertThat(found.next()).isTrue();
      return found.getString(1);
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:file:" + file.toUri().getPath() + "?mode=ro");
  }
}
