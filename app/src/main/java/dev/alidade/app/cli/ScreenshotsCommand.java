package dev.alidade.app.cli;

import dev.alidade.app.Composition;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Sample;
import dev.alidade.app.shell.Samples;
import dev.alidade.app.shell.Settings;
import dev.alidade.app.shell.Theme;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/**
 * {@code --headless screenshots DIR}: opens the workbench without a display, on a workspace of its
 * own, drives every panel on the samples and writes what it shows, light and dark, 1280×800. Exits
 * with 0 when every picture was written.
 */
public final class ScreenshotsCommand {
  private static final long STEP_MINUTES = 5;

  private final FxPublisher fx = FxPublisher.onPlatform();
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
    Path place = Files.createTempDirectory("alidade-screenshots");
    Preferences preferences = Preferences.inMemory();
    Settings settings = new Settings(preferences);
    WasmServices engine =
        WasmServices.open(
            WasmServicesConfig.builder().workspace(place.resolve("sample.alidade")).build());
    Stage stage = ask(Stage::new);
    Theme theme = ask(() -> new Theme(Theme.Choice.LIGHT));
    Composition workbench =
        ask(() -> new Composition(engine, theme, preferences, settings, other -> {}));
    Scene scene =
        ask(
            () -> {
              Scene made = workbench.shell().scene();
              stage.setScene(made);
              workbench.shell().start();
              stage.show();
              return made;
            });
    try {
      for (Shot shot : new ShotScript(workbench, samples).shots()) {
        for (Runnable step : shot.steps()) {
          onFx(step);
          settle(workbench);
        }
        for (Theme.Choice choice : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
          onFx(() -> theme.choose(choice));
          settle(workbench);
          write(shot.name() + "-" + choice.name().toLowerCase(Locale.ROOT) + ".png", scene);
        }
      }
    } finally {
      onFx(workbench::close);
    }
    out.println(
        "Longest stall of the window: " + workbench.stalls().longestStall().toMillis() + " ms");
  }

  private void write(String name, Scene scene)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    WritableImage image = ask(() -> scene.snapshot(null));
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

  private void settle(Composition workbench)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Boolean> still = new CompletableFuture<>();
    fx.later(() -> Stillness.await(workbench.bench().tasks()::busy, still));
    still.get(STEP_MINUTES, TimeUnit.MINUTES);
  }

  private void onFx(Runnable action)
      throws ExecutionException, TimeoutException, InterruptedException {
    ask(
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T ask(Supplier<T> action)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<T> done = new CompletableFuture<>();
    fx.later(
        () -> {
          try {
            done.complete(action.get());
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done.get(STEP_MINUTES, TimeUnit.MINUTES);
  }
}
