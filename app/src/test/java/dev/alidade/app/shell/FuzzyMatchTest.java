package dev.alidade.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FuzzyMatchTest {
  private static final List<String> TITLES =
      List.of(
          "Show SQL", "Show Vector search", "Open file…", "Export weather.csv", "Open settings");

  @Test
  void findsLettersInOrder() {
    assertThat(found("vsearch")).containsExactly("Show Vector search");
    assertThat(found("hcraes")).isEmpty();
  }

  @Test
  void prefersStartsOfWords() {
    assertThat(found("os").getFirst()).isEqualTo("Open settings");
    assertThat(found("sv").getFirst()).isEqualTo("Show Vector search");
  }

  @Test
  void prefersRunsOfLetters() {
    assertThat(found("open").subList(0, 2))
        .containsExactlyInAnyOrder("Open file…", "Open settings");
    assertThat(found("weath").getFirst()).isEqualTo("Export weather.csv");
  }

  @Test
  void offersEverythingInItsOrderWhileNothingIsTyped() {
    assertThat(found(" ")).isEqualTo(TITLES);
  }

  @Test
  void ignoresCase() {
    assertThat(found("SQL")).isEqualTo(found("sql")).contains("Show SQL");
  }

  private static List<String> found(String typed) {
    return FuzzyMatch.filter(typed, TITLES, Function.identity());
  }
}
