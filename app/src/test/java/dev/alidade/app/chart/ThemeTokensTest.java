package dev.alidade.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThemeTokensTest {
  private static final double ENOUGH = 4.5;

  @Test
  void bothThemesHaveTheSameTokens() {
    assertThat(names(ThemeTokens.light()))
        .isEqualTo(names(ThemeTokens.dark()))
        .hasSizeGreaterThan(50);
  }

  @ParameterizedTest(name = "{0} on {1}, dark {2}")
  @MethodSource("textOnGround")
  void textIsReadable(String text, String ground, boolean dark) {
    ThemeTokens tokens = dark ? ThemeTokens.dark() : ThemeTokens.light();

    assertThat(contrast(tokens.argb(text), tokens.argb(ground))).isGreaterThanOrEqualTo(ENOUGH);
  }

  static Stream<Arguments> textOnGround() {
    List<String> grounds = List.of("bg", "bg-subtle");
    List<String> texts =
        List.of(
            "fg",
            "fg-muted",
            "fg-subtle",
            "accent",
            "wasm",
            "java",
            "ok",
            "warn",
            "err",
            "syn-keyword",
            "syn-function",
            "syn-string",
            "syn-comment");
    Stream<Arguments> everywhere =
        Stream.of(false, true)
            .flatMap(
                dark ->
                    texts.stream()
                        .flatMap(
                            text ->
                                grounds.stream().map(ground -> Arguments.of(text, ground, dark))));
    Stream<Arguments> onTints =
        Stream.of(false, true)
            .flatMap(
                dark ->
                    Stream.of("wasm", "java", "ok", "warn", "err", "accent")
                        .map(name -> Arguments.of(name, name + "-tint", dark)));
    return Stream.concat(everywhere, onTints);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("solidButtons")
  void wordsOnSolidButtonsAreReadable(String fill) {
    for (ThemeTokens tokens : List.of(ThemeTokens.light(), ThemeTokens.dark())) {
      assertThat(contrast(tokens.argb("fg-on-fill"), tokens.argb(fill)))
          .isGreaterThanOrEqualTo(ENOUGH);
    }
  }

  static Stream<String> solidButtons() {
    return Stream.of("accent-fill", "accent-hover", "accent-pressed");
  }

  private static TreeSet<String> names(ThemeTokens tokens) {
    TreeSet<String> names = new TreeSet<>();
    StreamSupport.stream(tokens.names().spliterator(), false).forEach(names::add);
    return names;
  }

  /** Contrast as WCAG 2 defines it. */
  private static double contrast(int a, int b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(int argb) {
    return 0.2126 * channel(argb >> 16) + 0.7152 * channel(argb >> 8) + 0.0722 * channel(argb);
  }

  private static double channel(int value) {
    double share = (value & 0xFF) / 255.0;
    return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
