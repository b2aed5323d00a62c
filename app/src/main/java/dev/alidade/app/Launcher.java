package dev.alidade.app;

import dev.alidade.app.cli.BenchmarkCommand;
import dev.alidade.app.cli.CommandLine;
import dev.alidade.app.cli.DoctorCommand;
import dev.alidade.app.cli.OpenCommand;
import dev.alidade.app.cli.ScreenshotsCommand;
import dev.alidade.app.cli.ScrollCommand;
import dev.alidade.app.cli.SoakCommand;
import dev.alidade.app.cli.StallsCommand;
import dev.alidade.app.cli.Version;
import dev.alidade.app.platform.CrashReports;
import dev.alidade.app.platform.LogFiles;
import dev.alidade.app.platform.Places;
import dev.alidade.app.platform.SingleInstance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.LogManager;

/**
 * Entry point of the workbench. It does not extend {@code javafx.application.Application}, so that
 * JavaFX may stand on the class path.
 */
public final class Launcher {
  private static final Logger LOG = System.getLogger(Launcher.class.getName());

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
      case CommandLine.OpenWindow window -> openWindow(window, args);
      case CommandLine.Doctor doctor -> DoctorCommand.run(doctor, System.out);
      case CommandLine.Benchmark benchmark ->
          BenchmarkCommand.run(benchmark, System.out, System.err);
      case CommandLine.Open open -> OpenCommand.run(open, System.out);
      case CommandLine.Screenshots screenshots -> ScreenshotsCommand.run(screenshots, System.out);
      case CommandLine.Soak soak -> SoakCommand.run(soak, System.out);
      case CommandLine.Stalls stalls -> StallsCommand.run(stalls, System.out);
      case CommandLine.Scroll scroll -> ScrollCommand.run(scroll, System.out);
      case CommandLine.Help() -> print(CommandLine.USAGE);
      case CommandLine.Version() -> print(Version.line());
      case CommandLine.Misunderstood(String sentence) -> misunderstood(sentence);
    };
  }

  private static int openWindow(CommandLine.OpenWindow asked, String[] args) {
    Optional<String> missing = DisplayCheck.missingDisplay(System.getenv(), System.getProperties());
    if (missing.isPresent()) {
      System.err.println(missing.get());
      return 1;
    }
    Places places = Places.here();
    LogFiles.startIn(places.logs());
    new CrashReports(places.crashes(), Version.line()).start();
    if (asked.workspace().isEmpty() && !isFirst(places.state(), asked.files())) {
      return 0;
    }
    App.launch(asked, args);
    return -1;
  }

  /** Whether this start opens a window; if not, the window that is open has got the files. */
  private static boolean isFirst(Path folder, List<Path> files) {
    try {
      Optional<SingleInstance> instance = SingleInstance.first(folder, App::receive);
      if (instance.isPresent()) {
        Runtime.getRuntime().addShutdownHook(new Thread(instance.get()::close));
        return true;
      }
      SingleInstance.send(folder, files);
      return false;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "this window stands for itself: {0}", e.toString());
      return true;
    }
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
