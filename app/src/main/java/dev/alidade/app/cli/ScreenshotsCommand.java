package dev.alidade.app.cli;

import dev.alidade.app.chart.PngFile;
import dev.alidade.app.shell.Sample;
import dev.alidade.app.shell.Samples;
import dev.alidade.app.shell.Theme;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * {@code --headless screenshots DIR}: opens the workbench without a display, on a workspace of its
 * own, drives every panel on the samples and writes what it shows, light and dark, 1280×800. Exits
 * with 0 when every picture was written.
 */
public final class ScreenshotsCommand {
  private final Path folder;
  private final PrintStream out;

  private ScreenshotsCommand(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Screenshots asked, PrintStream out) {
    List<Sample> samples = Samples.withMore();
    if (samples.isEmpty()) {
      out.println("No samples were found: set -Dalidade.samples to their folder.");
      return 2;
    }
    Platform.startup(() -> {});
    try {
      Files.createDirectories(asked.folder());
      new ScreenshotsCommand(asked.folder(), out).take(samples);
      return 0;
    } catch (IOException | ExecutionException | TimeoutException e) {
      out.println("The pictures could not be taken: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      Platform.exit();
    }
  }

  private void take(List<Sample> samples)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    try (TemporaryFolder place = TemporaryFolder.create("alidade-screenshots");
        HeadlessWindow window = HeadlessWindow.open(place.path().resolve("sample.alidade"))) {
      for (Shot shot : new ShotScript(window.workbench(), samples, place.path()).shots()) {
        for (Runnable step : shot.steps()) {
          window.run(step);
          window.settle();
        }
        for (Theme.Choice choice : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
          window.run(() -> window.theme().choose(choice));
          window.settle();
          write(shot.name() + "-" + choice.name().toLowerCase(Locale.ROOT) + ".png", window);
        }
      }
    }
  }

  private void write(String name, HeadlessWindow window)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    WritableImage image =
        window.ask(
            () -> window.workbench().stalls().uncounted(() -> window.front().snapshot(null)));
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    Path file = folder.resolve(name);
    PngFile.write(file, width, height, pixels);
    out.println(file);
  }
}
