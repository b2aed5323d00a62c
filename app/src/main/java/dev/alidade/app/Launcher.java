package dev.alidade.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.LogManager;

/**
 * Entry point of the workbench. It does not extend {@code javafx.application.Application}, so that
 * JavaFX may stand on the class path.
 */
public final class Launcher {
  private Launcher() {}

  /** Starts the workbench with the arguments of the command line. */
  public static void main(String[] args) {
    configureLogging();
    boolean headless = List.of(args).contains("--headless");
    if (headless) {
      // Before JavaFX loads: no X server, no GTK, no GPU.
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
    Optional<String> missing = DisplayCheck.missingDisplay(System.getenv(), System.getProperties());
    if (missing.isPresent()) {
      System.err.println(missing.get());
      System.exit(1);
    }
    System.out.println("Alidade 0.1.0 on Java " + Runtime.version());
  }

  /** Uses the levels that ship with the workbench, unless the user names a file of their own. */
  private static void configureLogging() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream levels =
        Objects.requireNonNull(Launcher.class.getResourceAsStream("logging.properties"))) {
      LogManager.getLogManager().readConfiguration(levels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
