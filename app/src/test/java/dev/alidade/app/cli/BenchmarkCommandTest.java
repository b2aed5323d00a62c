package dev.alidade.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  @Test
  void printsTheTableAndWritesTheJson(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("run.json");
    assertThat(run("data.bitmap", Optional.of(json))).isZero();
    assertThat(text(out)).contains("data.bitmap.combine").contains("bytes/s");
    assertThat(text(progress)).contains("data.bitmap.combine, 100,000").contains("100 %  done");
    JsonNode root = new ObjectMapper().readTree(Files.readString(json));
    assertThat(root.at("/machine/cores").asInt()).isPositive();
    assertThat(root.at("/results/0/name").asText()).isEqualTo("data.bitmap.combine");
    assertThat(root.at("/results/0/medianMillis").asDouble()).isPositive();
    assertThat(root.at("/headline").isArray()).isTrue();
    boolean java = root.at("/machine/wasm").asText().startsWith("none");
    assertThat(text(progress).contains("Java figures only")).isEqualTo(java);
  }

  @Test
  void namesWhatThereIsWhenNothingBeginsWithTheName() {
    assertThat(run("fly", Optional.empty())).isEqualTo(2);
    assertThat(text(progress))
        .contains("No benchmark's name begins with fly.")
        .contains("vector.scan.f32, ")
        .contains("sqlite-complex");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void saysBeforeMeasuringThatTheFileCannotBeWritten(@TempDir Path folder) {
    Path nowhere = folder.resolve("absent").resolve("run.json");
    assertThat(run("data.bitmap", Optional.of(nowhere))).isEqualTo(3);
    assertThat(text(progress)).contains("there is no folder " + nowhere.getParent());
    assertThat(text(out)).isEmpty();
  }

  private int run(String only, Optional<Path> json) {
    return BenchmarkCommand.run(
        new CommandLine.Benchmark(true, json, Optional.of(only)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(progress, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
