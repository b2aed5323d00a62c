package dev.alidade.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DisplayCheckTest {
  @Test
  void saysOnLinuxWithoutDisplayWhichCommandsNeedNone() {
    assertThat(DisplayCheck.missingDisplay(Map.of(), properties("Linux", "")))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("--headless doctor"));
  }

  @Test
  void countsAnEmptyVariableAsNoDisplay() {
    assertThat(DisplayCheck.missingDisplay(Map.of("DISPLAY", ""), properties("Linux", "")))
        .isPresent();
  }

  @Test
  void acceptsAnXServerOrAWaylandCompositor() {
    assertThat(DisplayCheck.missingDisplay(Map.of("DISPLAY", ":0"), properties("Linux", "")))
        .isEmpty();
    assertThat(
            DisplayCheck.missingDisplay(
                Map.of("WAYLAND_DISPLAY", "wayland-0"), properties("Linux", "")))
        .isEmpty();
  }

  @Test
  void needsNoneOnHeadlessGlassOrAnotherSystem() {
    assertThat(DisplayCheck.missingDisplay(Map.of(), properties("Linux", "Headless"))).isEmpty();
    assertThat(DisplayCheck.missingDisplay(Map.of(), properties("Mac OS X", ""))).isEmpty();
    assertThat(DisplayCheck.missingDisplay(Map.of(), properties("Windows 11", ""))).isEmpty();
  }

  private static Properties properties(String system, String glass) {
    Properties properties = new Properties();
    properties.setProperty("os.name", system);
    properties.setProperty("glass.platform", glass);
    return properties;
  }
}
