package dev.alidade.engine.benchmark;

import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.sql.SqliteService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * A temporary SQLite file with the tables of the sample of agent executions and memories, without
 * an index, as the sample is.
 */
final class AgentsDatabase implements AutoCloseable {
  static final int EXECUTIONS = 50_000;
  private static final int MEMORIES = 5_000;
  private static final int AGENT_TYPES = 12;
  private static final String[] STATES = {"succeeded", "failed", "cancelled", "running"};

  /** For each kind of agent and month: failures, cost, the running sum of it, and its memories. */
  static final String COMPLEX_QUERY =
      """
      WITH monthly AS (
        SELECT agent_type, substr(started_at, 1, 7) AS month, count(*) AS runs,
               sum(status = 'failed') AS failures, sum(cost_usd) AS cost, avg(duration_ms) AS mean_ms
        FROM agent_executions
        GROUP BY agent_type, month),
      remembered AS (
        SELECT agent_type, count(*) AS memories, avg(importance) AS importance
        FROM agent_memories
        WHERE importance > 0.25
        GROUP BY agent_type)
      SELECT m.agent_type, m.month, m.runs, m.failures, m.cost, m.mean_ms, r.memories, r.importance,
             sum(m.cost) OVER (PARTITION BY m.agent_type ORDER BY m.month) AS cost_so_far,
             rank() OVER (PARTITION BY m.month ORDER BY m.cost DESC) AS place
      FROM monthly m JOIN remembered r ON r.agent_type = m.agent_type
      ORDER BY m.month, place\
      """;

  /** Every kind of agent runs in every month. */
  static final int COMPLEX_ROWS = AGENT_TYPES * 12;

  private final Path file;

  private AgentsDatabase(Path file) {
    this.file = file;
  }

  static AgentsDatabase create(long seed) {
    try {
      AgentsDatabase database =
          new AgentsDatabase(Files.createTempFile("alidade-benchmark-", ".sqlite"));
      database.fill(new Random(seed));
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file for the benchmark", e);
    }
  }

  SqliteDatabase open(SqliteService sqlite) {
    return sqlite.open(file, OpenOptions.readOnly());
  }

  private void fill(Random random) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "CREATE TABLE agent_executions (id INTEGER PRIMARY KEY, agent_type TEXT, status TEXT,"
                + " started_at TEXT, duration_ms INTEGER, tokens INTEGER, cost_usd REAL,"
                + " error TEXT)");
        statement.executeUpdate(
            "CREATE TABLE agent_memories (id INTEGER PRIMARY KEY, agent_type TEXT,"
                + " importance REAL, content TEXT, created_at TEXT)");
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO agent_executions (agent_type, status, started_at, duration_ms, tokens,"
                  + " cost_usd, error) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
        for (int i = 0; i < EXECUTIONS; i++) {
          String status = STATES[Math.min(random.nextInt(10), STATES.length - 1)];
          insert.setString(1, "agent-" + i % AGENT_TYPES);
          insert.setString(2, status);
          insert.setString(3, moment(i / AGENT_TYPES, random));
          insert.setInt(4, 50 + random.nextInt(60_000));
          insert.setInt(5, random.nextInt(20_000));
          insert.setDouble(6, random.nextInt(10_000) / 10_000.0);
          insert.setString(7, status.equals("failed") ? "timed out" : null);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO agent_memories (agent_type, importance, content, created_at)"
                  + " VALUES (?, ?, ?, ?)")) {
        for (int i = 0; i < MEMORIES; i++) {
          insert.setString(1, "agent-" + i % AGENT_TYPES);
          insert.setDouble(2, random.nextInt(1_000) / 1_000.0);
          insert.setString(3, "memory number " + i);
          insert.setString(4, moment(i / AGENT_TYPES, random));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      close();
      throw new IllegalStateException("the benchmark's database cannot be made", e);
    }
  }

  /** A moment of 2025; consecutive numbers fall into all twelve months. */
  private static String moment(int number, Random random) {
    return "2025-%02d-%02dT%02d:%02d:00Z"
        .formatted(1 + number % 12, 1 + random.nextInt(28), random.nextInt(24), random.nextInt(60));
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the benchmark's file cannot be deleted: " + file, e);
    }
  }
}
