package dev.alidade.app.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The folders in which this platform expects what a program keeps of its user. On Linux those of
 * the XDG Base Directory Specification.
 *
 * @param config settings
 * @param data workspaces that were given no other place
 * @param state logs, crash reports, the address of the running instance
 */
public record Places(Path config, Path data, Path state) {
  private static final String NAME = "alidade";

  /** Those of this process. */
  public static Places here() {
    return of(System.getenv(), System.getProperties());
  }

  static Places of(Map<String, String> environment, Properties properties) {
    String system = properties.getProperty("os.name", "");
    Path home = Path.of(properties.getProperty("user.home", "."));
    if (system.startsWith("Windows")) {
      Path roaming = folder(environment, "APPDATA", home.resolve("AppData/Roaming"));
      Path local = folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local"));
      return new Places(roaming.resolve(NAME), local.resolve(NAME), local.resolve(NAME));
    }
    if (system.startsWith("Mac")) {
      return new Places(
          home.resolve("Library/Application Support").resolve(NAME),
          home.resolve("Library/Application Support").resolve(NAME),
          home.resolve("Library/Logs").resolve(NAME));
    }
    return new Places(
        folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve(NAME),
        folder(environment, "XDG_DATA_HOME", home.resolve(".local/share")).resolve(NAME),
        folder(environment, "XDG_STATE_HOME", home.resolve(".local/state")).resolve(NAME));
  }

  /** The workspace of a start that names none. */
  public Path workspace() {
    return data.resolve("workspace.alidade");
  }

  /** Log files. */
  public Path logs() {
    return state.resolve("logs");
  }

  /** Crash reports. */
  public Path crashes() {
    return state.resolve("crashes");
  }

  /** A relative path in a variable is to be ignored, says the specification. */
  private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(otherwise);
  }
}
