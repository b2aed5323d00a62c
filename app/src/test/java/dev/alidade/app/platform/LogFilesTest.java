package dev.alidade.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  @TempDir Path folder;

  @Test
  void doNotGrowWithoutEnd() throws Exception {
    Path logs = folder.resolve("100 % mine");
    Logger root = Logger.getLogger("");
    List<Handler> before = List.of(root.getHandlers());
    LogFiles.startIn(logs);
    Handler made =
        Arrays.stream(root.getHandlers())
            .filter(handler -> !before.contains(handler))
            .findFirst()
            .orElseThrow();
    root.removeHandler(made);

    String line = "x".repeat(10_000);
    for (int i = 0; i < 700; i++) {
      made.publish(new LogRecord(Level.WARNING, i + " " + line));
    }
    made.close();

    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files.filter(file -> file.toString().endsWith(".log")))
          .hasSize(5)
          .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(1_020_000))
          .anySatisfy(file -> assertThat(Files.readString(file)).contains("699 xxx"));
    }
  }
}
