package dev.alidade.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Says before JavaFX starts, in one sentence, that there is no display to open a window on. */
final class DisplayCheck {
  static final String NO_DISPLAY =
      "Alidade found no display to open its window on: set DISPLAY or WAYLAND_DISPLAY, or use one"
          + " of the commands that need none: alidade --headless doctor, --headless benchmark,"
          + " --headless screenshots DIR.";

  private DisplayCheck() {}

  /**
   * The sentence to print instead of starting, or empty when a window can be opened.
   *
   * @param environment the variables of the process
   * @param properties the system properties; {@code os.name} and {@code glass.platform} are read
   */
  static Optional<String> missingDisplay(Map<String, String> environment, Properties properties) {
    boolean linux =
        properties.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    boolean headless = "Headless".equalsIgnoreCase(properties.getProperty("glass.platform", ""));
    if (!linux
        || headless
        || isSet(environment, "DISPLAY")
        || isSet(environment, "WAYLAND_DISPLAY")) {
      return Optional.empty();
    }
    return Optional.of(NO_DISPLAY);
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
