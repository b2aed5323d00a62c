package dev.alidade.app;

import dev.alidade.app.cli.CommandLine;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.platform.Places;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Settings;
import dev.alidade.app.shell.Theme;
import dev.alidade.app.shell.WindowPlace;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The workbench's life: window, one workspace at a time, the way to another. The engine opens in
 * the background while JavaFX starts.
 */
public final class App extends Application {
  private static final Logger LOG = System.getLogger(App.class.getName());
  private static final String LAST_WORKSPACE = "workspace";

  /** JavaFX makes the App by itself; a later start of the program has to find it. */
  private static final AtomicReference<@Nullable App> RUNNING = new AtomicReference<>();

  private final FxPublisher fx = FxPublisher.onPlatform();
  private @Nullable Preferences preferences;
  private @Nullable Settings settings;
  private @Nullable Theme theme;
  private @Nullable Stage stage;
  private @Nullable Composition composition;
  private Optional<Path> asked = Optional.empty();
  private CompletableFuture<WasmServices> engine = new CompletableFuture<>();

  @Override
  public void init() {
    Preferences kept = Preferences.in(Places.here().config().resolve("preferences.json"));
    preferences = kept;
    Settings chosen = new Settings(kept);
    settings = chosen;
    asked = Optional.of(window().workspace().orElseGet(() -> usualWorkspace(kept)));
    engine = opening(chosen, asked);
  }

  @Override
  public void start(Stage window) {
    stage = window;
    Settings chosen = present(settings);
    Theme looks = new Theme(chosen.themeProperty().get());
    theme = looks;
    looks.follow(chosen.themeProperty());
    WindowPlace.restore(window, present(preferences));
    window.setTitle("Alidade");
    RUNNING.set(this);
    show(engine, window().files());
  }

  @Override
  public void stop() {
    RUNNING.set(null);
    Stage window = stage;
    if (window != null) {
      WindowPlace.remember(window, present(preferences));
    }
    Composition last = composition;
    if (last != null) {
      last.close();
    }
  }

  /** Files that a later start of the program brought; any thread. */
  static void receive(List<Path> files) {
    App app = RUNNING.get();
    if (app != null) {
      app.fx.later(() -> app.comeForward(files));
    }
  }

  private void comeForward(List<Path> files) {
    Stage window = present(stage);
    window.setIconified(false);
    window.toFront();
    window.requestFocus();
    var _ =
        engine.whenComplete(
            (services, failure) ->
                fx.later(
                    () -> {
                      Composition now = composition;
                      if (now != null && !files.isEmpty()) {
                        now.bench().navigation().openFiles(files);
                      }
                    }));
  }

  private void reopen(Path workspace) {
    Composition last = composition;
    composition = null;
    if (last != null) {
      last.close();
    }
    asked = Optional.of(workspace);
    present(preferences).put(LAST_WORKSPACE, workspace.toAbsolutePath().toString());
    show(opening(present(settings), asked), List.of());
  }

  private void show(CompletableFuture<WasmServices> opening, List<Path> files) {
    var _ =
        opening.whenComplete(
            (services, failure) ->
                fx.now(
                    () -> {
                      if (failure == null) {
                        compose(services, files);
                      } else {
                        explain(failure);
                      }
                    }));
  }

  private void compose(WasmServices services, List<Path> files) {
    Stage window = present(stage);
    Composition made =
        new Composition(
            services, present(theme), present(preferences), present(settings), this::reopen);
    composition = made;
    window.setScene(made.shell().scene());
    window.setTitle(services.workspace().name() + " – Alidade");
    made.shell().start();
    window.show();
    if (!files.isEmpty()) {
      made.bench().navigation().openFiles(files);
    }
  }

  private void explain(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    LOG.log(Level.ERROR, "the workspace cannot be opened", cause);
    Stage window = present(stage);
    Scene scene =
        new Scene(
            new ErrorState(
                "Can't open the workspace",
                cause,
                asked.isPresent() ? "Start with a new workspace" : "Close",
                () -> {
                  if (asked.isPresent()) {
                    asked = Optional.empty();
                    show(opening(present(settings), asked), List.of());
                  } else {
                    window.close();
                  }
                }),
            1280,
            800);
    present(theme).dress(scene);
    window.setScene(scene);
    window.show();
  }

  private CommandLine.OpenWindow window() {
    return CommandLine.parse(getParameters().getRaw()) instanceof CommandLine.OpenWindow open
        ? open
        : new CommandLine.OpenWindow(Optional.empty(), List.of());
  }

  /** The one of the last time where it is still there, else the one in the user's data folder. */
  private static Path usualWorkspace(Preferences kept) {
    return kept.text(LAST_WORKSPACE)
        .map(Path::of)
        .filter(Files::isRegularFile)
        .orElseGet(Places.here()::workspace);
  }

  private static CompletableFuture<WasmServices> opening(
      Settings settings, Optional<Path> workspace) {
    WasmServicesConfig.Builder builder = settings.configure(WasmServicesConfig.builder());
    workspace.ifPresent(builder::workspace);
    WasmServicesConfig config = builder.build();
    return CompletableFuture.supplyAsync(
        () -> {
          config.workspace().ifPresent(App::makeFolderOf);
          return WasmServices.open(config);
        },
        work -> Thread.ofPlatform().daemon().name("alidade-opening").start(work));
  }

  /** A folder that cannot be made shows in the workspace's own error, which says more. */
  private static void makeFolderOf(Path workspace) {
    try {
      Files.createDirectories(workspace.toAbsolutePath().getParent());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the folder of {0} cannot be made: {1}", workspace, e.toString());
    }
  }

  private static <T> T present(@Nullable T made) {
    if (made == null) {
      throw new IllegalStateException("the workbench is not started");
    }
    return made;
  }
}
