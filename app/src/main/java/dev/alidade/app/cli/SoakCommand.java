package dev.alidade.app.cli;

import dev.alidade.app.format.Figures;
import dev.alidade.app.performance.PerformancePanel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Sample;
import dev.alidade.app.shell.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;

/**
 * {@code --headless soak [--minutes N]}: all services work at once behind the real window, which
 * shows the live charts. Prints memory, stalls and events each minute, and at the end whether
 * anything grew, whether a frame was held up, whether drops were counted exactly, and whether the
 * charts' figures add up to the recorders' totals. Exits with 0 when all is so, with 1 when not,
 * with 2 when the samples are missing.
 */
public final class SoakCommand {
  private static final long CALM_NANOS = Duration.ofSeconds(15).toNanos();

  /** What the live page may take. */
  private static final double WINDOW_CORES = 0.10;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private SoakCommand() {}

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Soak asked, PrintStream out) {
    List<Sample> samples = Samples.installed();
    if (samples.isEmpty()) {
      out.println("No samples were found: set -Dalidade.samples to their folder.");
      return 2;
    }
    Platform.startup(() -> {});
    try (TemporaryFolder place = TemporaryFolder.create("alidade-soak");
        HeadlessWindow window = HeadlessWindow.open(place.path().resolve("soak.alidade"))) {
      return soak(asked.minutes(), window, samples, out);
    } catch (IOException | ExecutionException | TimeoutException e) {
      out.println("The soak could not be run: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      Platform.exit();
    }
  }

  private static int soak(int minutes, HeadlessWindow window, List<Sample> samples, PrintStream out)
      throws ExecutionException, TimeoutException, InterruptedException {
    window.settle();
    window.run(
        () -> {
          window.workbench().bench().navigation().show(PanelId.PERFORMANCE);
          if (window.workbench().shell().panel(PanelId.PERFORMANCE).orElseThrow()
              instanceof PerformancePanel panel) {
            panel.showTab("Live");
          }
        });
    window.settle();
    try (SoakLoad load = SoakLoad.calm(window.workbench().bench().engine(), samples)) {
      load.runFor(CALM_NANOS);
      WindowCpu calm = new WindowCpu();
      load.runFor(CALM_NANOS);
      double cores = calm.coresUsed();
      out.println(
          "%s the window with its live charts takes %s of a core while searches run (goal %s)"
              .formatted(
                  cores <= WINDOW_CORES ? "ok    " : "FAIL  ",
                  Figures.wholePercent(cores),
                  Figures.wholePercent(WINDOW_CORES)));
      SoakReport report = new SoakReport(window.workbench(), out);
      load.all();
      for (int minute = 1; minute <= minutes; minute++) {
        load.runFor(MINUTE_NANOS);
        report.minute(minute, load);
      }
      load.stop();
      return report.conclude(load) && cores <= WINDOW_CORES ? 0 : 1;
    }
  }
}
