package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionKillTest {
  private static final int KILLS = 4;

  @TempDir Path folder;

  @Test
  void leavesWholeTransactionsOnlyWhenTheProcessIsKilled() throws Exception {
    Path file = folder.resolve("killed.sqlite");
    SampleDatabase.run(file, "CREATE TABLE written (batch INTEGER, position INTEGER)");
    Random random = new Random(20260101);
    int acknowledged = -1;
    for (int kill = 1; kill <= KILLS; kill++) {
      acknowledged = writeUntilKilled(file, acknowledged + 1_000, 1 + random.nextInt(30));
      assertThat(SampleDatabase.ask(file, "PRAGMA integrity_check"))
          .isEqualTo(List.of(List.of("ok")));
      assertThat(
              SampleDatabase.ask(
                  file,
                  "SELECT batch, count(*) FROM written GROUP BY batch HAVING count(*) <> "
                      + TransactionWriter.GROUP))
          .as("halves of a transaction after kill %d", kill)
          .isEmpty();
      assertThat(
              SampleDatabase.ask(
                  file, "SELECT count(*) FROM written WHERE batch = ?", acknowledged))
          .isEqualTo(List.of(List.of((long) TransactionWriter.GROUP)));
    }
  }

  /** Kills the writer, in the middle of a later transaction, after it has reported some. */
  private static int writeUntilKilled(Path file, int first, int transactions)
      throws IOException, InterruptedException {
    Process writer =
        ChildProgram.start(
            TransactionWriter.class, List.of(), List.of(file.toString(), "" + first));
    int last = first - 1;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Integer.parseInt(line);
        if (last - first + 1 == transactions) {
          writer.toHandle().destroyForcibly(); // leaves what it printed readable
        }
      }
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).as("ended by the kill, not by itself").isNotZero();
    return last;
  }
}
