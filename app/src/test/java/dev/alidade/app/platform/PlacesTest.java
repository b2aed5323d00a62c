package dev.alidade.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void followsTheVariablesOfXdg() {
    Places places =
        Places.of(
            Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s"), system("Linux", "/home/ada"));
    assertThat(places.config()).isEqualTo(Path.of("/c/alidade"));
    assertThat(places.logs()).isEqualTo(Path.of("/s/alidade/logs"));
    assertThat(places.crashes()).isEqualTo(Path.of("/s/alidade/crashes"));
  }

  @Test
  void usesTheDefaultsOfXdgWhereAVariableIsEmptyOrRelative() {
    Places places =
        Places.of(
            Map.of("XDG_CONFIG_HOME", "", "XDG_STATE_HOME", "here"), system("Linux", "/home/ada"));
    assertThat(places)
        .isEqualTo(
            new Places(
                Path.of("/home/ada/.config/alidade"),
                Path.of("/home/ada/.local/share/alidade"),
                Path.of("/home/ada/.local/state/alidade")));
  }

  @Test
  void usesTheFoldersOfMacOs() {
    Places places = Places.of(Map.of(), system("Mac OS X", "/Users/ada"));
    assertThat(places.config())
        .isEqualTo(Path.of("/Users/ada/Library/Application Support/alidade"));
    assertThat(places.state()).isEqualTo(Path.of("/Users/ada/Library/Logs/alidade"));
  }

  private static Properties system(String name, String home) {
    Properties properties = new Properties();
    properties.setProperty("os.name", name);
    properties.setProperty("user.home", home);
    return properties;
  }
}
