package dev.alidade.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void opensTheWindowWithFilesAndAWorkspace() {
    assertThat(parse("a.csv --workspace films.alidade b.csv"))
        .isEqualTo(
            new CommandLine.OpenWindow(
                Optional.of(Path.of("films.alidade")),
                List.of(Path.of("a.csv"), Path.of("b.csv"))));
    assertThat(CommandLine.parse(List.of()))
        .isEqualTo(new CommandLine.OpenWindow(Optional.empty(), List.of()));
  }

  @Test
  void readsTheHeadlessCommands() {
    assertThat(parse("--headless doctor --json out.json"))
        .isEqualTo(new CommandLine.Doctor(Optional.of(Path.of("out.json"))));
    assertThat(parse("--headless screenshots shots"))
        .isEqualTo(new CommandLine.Screenshots(Path.of("shots")));
    assertThat(parse("--headless open a.csv b.sqlite"))
        .isEqualTo(new CommandLine.Open(List.of(Path.of("a.csv"), Path.of("b.sqlite"))));
    assertThat(parse("--headless stalls")).isEqualTo(new CommandLine.Stalls(5));
    assertThat(parse("--headless stalls --runs 12")).isEqualTo(new CommandLine.Stalls(12));
    assertThat(parse("--headless stalls --runs 0")).isInstanceOf(CommandLine.Misunderstood.class);
    assertThat(parse("--headless benchmark --only vector.scan.f32 --quick --json b.json"))
        .isEqualTo(
            new CommandLine.Benchmark(
                true, Optional.of(Path.of("b.json")), Optional.of("vector.scan.f32")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--headless",
        "--headless fly",
        "--headless screenshots",
        "--headless open",
        "--headless doctor --json",
        "--headless doctor extra",
        "--headless benchmark --fast",
        "--workspace",
        "--frobnicate"
      })
  void saysWhatItDoesNotUnderstand(String arguments) {
    assertThat(parse(arguments))
        .isInstanceOfSatisfying(
            CommandLine.Misunderstood.class, bad -> assertThat(bad.sentence()).endsWith("."));
  }

  private static CommandLine parse(String arguments) {
    return CommandLine.parse(List.of(arguments.split(" ")));
  }
}
