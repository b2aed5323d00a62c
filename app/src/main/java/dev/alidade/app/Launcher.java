package dev.alidade.app;

import dev.alidade.app.cli.BenchmarkCommand;
import dev.alidade.app.cli.CommandLine;
import dev.alidade.app.cli.DoctorCommand;
import dev.alidade.app.cli.ScreenshotsCommand;
import dev.alidade.app.cli.StallsCommand;
import dev.alidade.app.cli.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.LogManager;
import javafx.application.Application;

/**
 * Entry point of the workbench. It does not extend {@code javafx.application.Application}, so that
 * JavaFX may stand on the class path.
 */
public final class Launcher {
  private Launcher() {}

  /** Starts the workbench with the arguments of the command line. */
  public static void main(String[] args) {
    configureLogging();
    CommandLine asked = CommandLine.parse(List.of(args));
    if (List.of(args).contains("--headless")) {
      // Before JavaFX loads: no X server, no GTK, no GPU.
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
    int exit = run(asked, args);
    if (exit >= 0) {
      System.exit(exit);
    }
  }

  /** Does what was asked. Returns the exit code, or −1 where the window went its own way. */
  private static int run(CommandLine asked, String[] args) {
    return switch (asked) {
      case CommandLine.OpenWindow window -> openWindow(args);
      case CommandLine.Doctor doctor -> DoctorCommand.run(doctor, System.out);
      case CommandLine.Benchmark benchmark ->
          BenchmarkCommand.run(benchmark, System.out, System.err);
      case CommandLine.Screenshots screenshots -> ScreenshotsCommand.run(screenshots, System.out);
      case CommandLine.Stalls stalls -> StallsCommand.run(stalls, System.out);
      case CommandLine.Help() -> print(CommandLine.USAGE);
      case CommandLine.Version() -> print(Version.line());
      case CommandLine.Misunderstood(String sentence) -> misunderstood(sentence);
    };
  }

  private static int openWindow(String[] args) {
    Optional<String> missing = DisplayCheck.missingDisplay(System.getenv(), System.getProperties());
    if (missing.isPresent()) {
      System.err.println(missing.get());
      return 1;
    }
    Application.launch(App.class, args);
    return -1;
  }

  private static int misunderstood(String sentence) {
    System.err.println(sentence + "\n\n" + CommandLine.USAGE);
    return 2;
  }

  private static int print(String text) {
    System.out.println(text);
    return 0;
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
