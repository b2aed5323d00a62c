package dev.alidade.app.cli;

import dev.alidade.app.Composition;
import dev.alidade.app.fx.FrameWork;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Settings;
import dev.alidade.app.shell.Theme;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The real window, driven by a command instead of a user. Not for the JavaFX thread. */
final class HeadlessWindow implements AutoCloseable {
  private static final long STEP_MINUTES = 5;

  private final FxPublisher fx;
  private final Composition workbench;
  private final Theme theme;
  private final Scene scene;

  private HeadlessWindow(FxPublisher fx, Composition workbench, Theme theme, Scene scene) {
    this.fx = fx;
    this.workbench = workbench;
    this.theme = theme;
    this.scene = scene;
  }

  /** Opens it on a workspace; JavaFX has been started. */
  static HeadlessWindow open(Path workspace)
      throws ExecutionException, TimeoutException, InterruptedException {
    FxPublisher fx = FxPublisher.onPlatform();
    Preferences preferences = Preferences.inMemory();
    Settings settings = new Settings(preferences);
    WasmServices engine =
        WasmServices.open(WasmServicesConfig.builder().workspace(workspace).build());
    return ask(
        fx,
        () -> {
          Theme theme = new Theme(Theme.Choice.LIGHT);
          Composition workbench =
              new Composition(engine, theme, preferences, settings, other -> {});
          Stage stage = new Stage();
          Scene scene = workbench.shell().scene();
          stage.setScene(scene);
          workbench.shell().start();
          stage.show();
          return new HeadlessWindow(fx, workbench, theme, scene);
        });
  }

  Composition workbench() {
    return workbench;
  }

  Theme theme() {
    return theme;
  }

  Scene scene() {
    return scene;
  }

  /** The dialog over the window where one is open, else the window. */
  Scene front() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof Stage stage && stage.getOwner() != null)
        .findFirst()
        .map(Window::getScene)
        .orElse(scene);
  }

  /** Does something on the JavaFX thread and waits for it. */
  void run(Runnable action) throws ExecutionException, TimeoutException, InterruptedException {
    ask(
        () -> {
          action.run();
          return true;
        });
  }

  /** Computes on the JavaFX thread and waits for it. */
  <T> T ask(Supplier<T> action) throws ExecutionException, TimeoutException, InterruptedException {
    return ask(fx, action);
  }

  /** Waits until nothing works any more. */
  void settle() throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Boolean> still = new CompletableFuture<>();
    fx.later(
        () -> Stillness.await(() -> workbench.bench().tasks().busy() || FrameWork.busy(), still));
    still.get(STEP_MINUTES, TimeUnit.MINUTES);
  }

  @Override
  public void close() throws ExecutionException, TimeoutException {
    try {
      run(workbench::close);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T ask(FxPublisher fx, Supplier<T> action)
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
