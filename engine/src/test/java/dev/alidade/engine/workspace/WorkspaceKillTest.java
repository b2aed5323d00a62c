package dev.alidade.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceKillTest {
  private static final int KILLS = 10;

  @TempDir Path folder;

  @Test
  void losesNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
    Path file = folder.resolve("killed.alidade");
    Random random = new Random(20260101);
    int next = 0;
    Set<Integer> acknowledged = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      next = writeUntilKilled(file, next, 1 + random.nextInt(120), acknowledged);
      try (Workspace workspace = SqliteWorkspace.open(Optional.of(file), true, 200)) {
        assertThat(workspace.<String>read(c -> text(c, "PRAGMA integrity_check"))).isEqualTo("ok");
        Set<Integer> kept = workspace.read(WorkspaceKillTest::rows);
        assertThat(kept).as("kill %d", kill).containsAll(acknowledged);
        next = kept.stream().mapToInt(i -> i).max().orElse(-1) + 1;
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
  }

  /** Kills the writer once it has acknowledged {@code rows} more rows. */
  private static int writeUntilKilled(Path file, int first, int rows, Set<Integer> acknowledged)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WorkspaceWriter.class.getName(),
                file.toString(),
                "" + first)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = first;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Integer.parseInt(line);
        acknowledged.add(last);
        if (last - first + 1 == rows) {
          writer.toHandle().destroyForcibly(); // leaves what it printed readable
        }
      }
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).as("ended by the kill, not by itself").isNotZero();
    return last + 1;
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }

  private static Set<Integer> rows(Connection connection) throws SQLException {
    Set<Integer> numbers = new HashSet<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT key, length(value) FROM settings")) {
      while (rows.next()) {
        int number = Integer.parseInt(rows.getString(1).substring("row-".length()));
        assertThat(rows.getInt(2)).isEqualTo(number % 5_000);
        numbers.add(number);
      }
    }
    return numbers;
  }
}
