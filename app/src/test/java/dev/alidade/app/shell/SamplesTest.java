package dev.alidade.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  @TempDir private Path folder;

  @Test
  void listsEverySampleThatShips() {
    assertThat(Samples.installed())
        .extracting(Sample::title)
        .contains("Agent runs", "Movies", "Weather");
    assertThat(Samples.installed())
        .allSatisfy(
            sample -> {
              assertThat(sample.file()).exists();
              assertThat(sample.rows()).isPositive();
              assertThat(sample.licence()).isNotBlank();
            });
  }

  @Test
  void leavesOutASampleWhoseFileIsGone() throws IOException {
    Files.writeString(folder.resolve("here.csv"), "a\n1\n");
    Files.writeString(
        folder.resolve("samples.json"),
        """
        {"samples": [{"file": "here.csv", "title": "Here", "rows": 1},
                     {"file": "gone.csv", "title": "Gone", "rows": 1}]}
        """);

    assertThat(Samples.in(folder)).extracting(Sample::title).containsExactly("Here");
  }

  @Test
  void findsNoneWhereTheListIsBrokenOrAbsent() throws IOException {
    assertThat(Samples.in(folder)).isEmpty();
    Files.writeString(folder.resolve("samples.json"), "{");
    assertThat(Samples.in(folder)).isEmpty();
  }
}
