package dev.alidade.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
  private final BlockingQueue<List<Path>> arrived = new LinkedBlockingQueue<>();

  @TempDir Path folder;

  @Test
  void getsTheFilesOfLaterStarts() throws Exception {
    try (SingleInstance _ = first()) {
      SingleInstance.send(folder, List.of(Path.of("/data/a b.csv"), Path.of("/data/ü.sqlite")));
      SingleInstance.send(folder, List.of());

      assertThat(next()).containsExactly(Path.of("/data/a b.csv"), Path.of("/data/ü.sqlite"));
      assertThat(next()).isEmpty();
    }
  }

  @Test
  void isOneOnly() throws Exception {
    try (SingleInstance _ = first()) {
      // within one process the second lock is refused by an exception, between two by its absence
      assertThatThrownBy(this::first).isInstanceOf(OverlappingFileLockException.class);
    }
  }

  @Test
  void isNotBarredByWhatACrashLeftBehind() throws Exception {
    Files.createFile(folder.resolve("instance.socket"));
    Files.createFile(folder.resolve("instance.lock"));
    try (SingleInstance _ = first()) {
      SingleInstance.send(folder, List.of(Path.of("/x")));
      assertThat(next()).containsExactly(Path.of("/x"));
    }
  }

  @Test
  void letsTheNextOneInWhenItEnds() throws Exception {
    first().close();
    assertThat(folder.resolve("instance.socket")).doesNotExist();
    first().close();
  }

  @Test
  void saysThatNobodyListens() {
    assertThatThrownBy(() -> SingleInstance.send(folder, List.of()))
        .isInstanceOf(IOException.class);
  }

  private SingleInstance first() throws IOException {
    return SingleInstance.first(folder, arrived::add).orElseThrow();
  }

  private List<Path> next() throws InterruptedException {
    return arrived.poll(30, TimeUnit.SECONDS);
  }
}
