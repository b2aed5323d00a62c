package dev.alidade.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Writes the rows to a new SQLite file that has no index beyond the primary keys. */
public final class AgentsDatabase {

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE agent_executions (
            id INTEGER PRIMARY KEY,
            agent_type TEXT NOT NULL,
            status TEXT NOT NULL,
            started_at TEXT NOT NULL,
            duration_ms INTEGER NOT NULL,
            tokens INTEGER NOT NULL,
            cost_usd REAL NOT NULL,
            error TEXT
          )\
          """,
          """
          CREATE TABLE agent_memories (
            id INTEGER PRIMARY KEY,
            agent_type TEXT NOT NULL,
            importance REAL NOT NULL,
            content TEXT NOT NULL,
            created_at TEXT NOT NULL
          )\
          """);

  private AgentsDatabase() {}

  /**
   * Replaces the file. Pages are 4096 bytes, the table statistics of ANALYZE are stored, and no
   * page is left free.
   *
   * @throws IOException when the old file cannot be removed
   * @throws SQLException when SQLite cannot write the new one
   */
  public static void write(Path file, AgentRows rows) throws IOException, SQLException {
    Files.deleteIfExists(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      execute(connection, "PRAGMA page_size = 4096");
      execute(connection, "PRAGMA journal_mode = DELETE");
      connection.setAutoCommit(false);
      for (String table : TABLES) {
        execute(connection, table);
      }
      insertRuns(connection, rows.runs());
      insertMemories(connection, rows.memories());
      connection.commit();
      connection.setAutoCommit(true);
      execute(connection, "ANALYZE");
      execute(connection, "VACUUM");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void insertRuns(Connection connection, List<AgentRun> runs) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO agent_executions VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (AgentRun run : runs) {
        insert.setInt(1, run.id());
        insert.setString(2, run.agentType());
        insert.setString(3, run.status());
        insert.setString(4, run.startedAt());
        insert.setInt(5, run.durationMs());
        insert.setInt(6, run.tokens());
        insert.setDouble(7, run.costUsd());
        insert.setString(8, run.error());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insertMemories(Connection connection, List<AgentMemory> memories)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO agent_memories VALUES (?, ?, ?, ?, ?)")) {
      for (AgentMemory memory : memories) {
        insert.setInt(1, memory.id());
        insert.setString(2, memory.agentType());
        insert.setDouble(3, memory.importance());
        insert.setString(4, memory.content());
        insert.setString(5, memory.createdAt());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
