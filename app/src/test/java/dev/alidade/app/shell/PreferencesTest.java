package dev.alidade.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
  @TempDir private Path folder;

  @Test
  void remembersOverAStart() {
    Path file = folder.resolve("deep").resolve("preferences.json");
    Preferences first = Preferences.in(file);
    first.put("window.width", 1600.0);
    first.put("theme", "DARK");
    first.put("window.maximized", true);
    first.save();

    Preferences second = Preferences.in(file);

    assertThat(second.number("window.width", 0)).isEqualTo(1600);
    assertThat(second.text("theme")).contains("DARK");
    assertThat(second.flag("window.maximized", false)).isTrue();
  }

  @Test
  void startsAfreshWhereTheFileIsBroken() throws IOException {
    Path file = Files.writeString(folder.resolve("preferences.json"), "{ not json");

    Preferences preferences = Preferences.in(file);

    assertThat(preferences.number("window.width", 1280)).isEqualTo(1280);
    preferences.put("a", "b");
    preferences.save();
    assertThat(Preferences.in(file).text("a")).contains("b");
  }

  @Test
  void keepsASettingAsSoonAsItIsMade() {
    Path file = folder.resolve("preferences.json");
    new Settings(Preferences.in(file)).wasmProperty().set(WasmMode.OFF);

    assertThat(new Settings(Preferences.in(file)).wasmProperty().get()).isEqualTo(WasmMode.OFF);
  }

  @Test
  void takesTheDefaultWhereASettingIsUnknown() {
    Path file = folder.resolve("preferences.json");
    Preferences preferences = Preferences.in(file);
    preferences.put("theme", "PINK");
    preferences.put("workers", 4000.0);

    Settings settings = new Settings(preferences);

    assertThat(settings.themeProperty().get()).isEqualTo(Theme.Choice.SYSTEM);
    assertThat(settings.workersProperty().get())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
