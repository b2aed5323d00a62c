package dev.alidade.engine.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Agent executions and memories made from a seed, without any index, and SQLite's own answers. */
final class SampleDatabase {
  static final int EXECUTIONS = 20_000;
  static final int MEMORIES = 2_000;
  private static final String[] TYPES = {"planner", "coder", "reviewer", "tester", "researcher"};

  private SampleDatabase() {}

  static Path make(Path file) throws SQLException {
    Random random = new Random(7);
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(file))) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            """
            CREATE TABLE agent_executions (
              id INTEGER PRIMARY KEY, agent_type TEXT NOT NULL, status TEXT NOT NULL,
              started_at INTEGER NOT NULL, duration_ms REAL, tokens INTEGER, cost_usd REAL, error TEXT);
            CREATE TABLE agent_memories (
              id INTEGER PRIMARY KEY, agent_type TEXT NOT NULL, importance REAL NOT NULL,
              content TEXT NOT NULL, created_at INTEGER NOT NULL);
            CREATE VIEW failures AS SELECT * FROM agent_executions AS x WHERE x.status = 'failed';
            CREATE TRIGGER keep_memories BEFORE DELETE ON agent_memories
            BEGIN SELECT CASE WHEN old.importance > 2 THEN RAISE(ABORT, 'too important') END; END;
            """);
      }
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO agent_executions VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
        for (int i = 1; i <= EXECUTIONS; i++) {
          boolean failed = random.nextInt(50) == 0;
          insert.setInt(1, i);
          insert.setString(2, TYPES[random.nextInt(TYPES.length)]);
          insert.setString(3, failed ? "failed" : random.nextInt(20) == 0 ? "running" : "done");
          insert.setLong(4, 1_700_000_000_000L + i * 60_000L + random.nextInt(50_000));
          insert.setDouble(5, Math.exp(random.nextGaussian() * 2 + 6));
          insert.setInt(6, random.nextInt(8_000));
          insert.setDouble(7, random.nextInt(1_000) / 1_000.0);
          insert.setString(8, failed ? "timeout after " + random.nextInt(60) + " s" : null);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO agent_memories VALUES (?, ?, ?, ?, ?)")) {
        for (int i = 1; i <= MEMORIES; i++) {
          insert.setInt(1, i);
          insert.setString(2, TYPES[random.nextInt(TYPES.length)]);
          insert.setDouble(3, random.nextDouble());
          insert.setString(4, "memory " + i + " of naïve café");
          insert.setLong(5, 1_700_000_000_000L + i * 600_000L);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
    return file;
  }

  /** What SQLite answers through the bare driver; integers as Long. */
  static List<List<@Nullable Object>> ask(Path file, String sql, Object... values)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(file));
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          @Nullable Object[] row = new Object[result.getMetaData().getColumnCount()];
          for (int i = 0; i < row.length; i++) {
            Object value = result.getObject(i + 1);
            row[i] = value instanceof Integer number ? (Object) number.longValue() : value;
          }
          rows.add(comparable(row));
        }
      }
      return rows;
    }
  }

  /** A row whose equality looks into byte arrays. */
  static List<@Nullable Object> comparable(@Nullable Object[] row) {
    return java.util.Arrays.stream(row)
        .map(v -> v instanceof byte[] bytes ? (Object) java.nio.ByteBuffer.wrap(bytes) : v)
        .collect(java.util.stream.Collectors.toList());
  }

  static void run(Path file, String script) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + FileSession.uri(file));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }
}
