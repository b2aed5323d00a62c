package dev.alidade.app;

import dev.alidade.app.cli.CommandLine;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.fx.FirstFrames;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Settings;
import dev.alidade.app.shell.Theme;
import dev.alidade.app.shell.WindowIcons;
import dev.alidade.app.shell.WindowPlace;
import dev.alidade.engine.WasmServices;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The workbench's life: window, one workspace at a time, the way to another. */
public final class App extends Application {
  private static final Logger LOG = System.getLogger(App.class.getName());

  /** Reading pictures takes time that the window does not have to wait for. */
  private static final int FRAMES_BEFORE_ICONS = 2;

  /** JavaFX makes the App by itself, so what it begins with has to lie ready. */
  private static final AtomicReference<@Nullable Start> FIRST = new AtomicReference<>();

  /** JavaFX makes the App by itself; a later start of the program has to find it. */
  private static final AtomicReference<@Nullable App> RUNNING = new AtomicReference<>();

  /** What later starts brought and no window has taken yet. */
  private static final Queue<List<Path>> BROUGHT = new ConcurrentLinkedQueue<>();

  private final FxPublisher fx = FxPublisher.onPlatform();
  private @Nullable Preferences preferences;
  private @Nullable Settings settings;
  private @Nullable Theme theme;
  private @Nullable Stage stage;
  private @Nullable Composition composition;
  private Optional<Path> asked = Optional.empty();
  private CompletableFuture<WasmServices> engine = new CompletableFuture<>();

  /** Opens the window and returns when it is closed. */
  static void launch(CommandLine.OpenWindow asked, String[] arguments) {
    Start first = Start.of(asked);
    FIRST.set(first);
    try {
      Application.launch(App.class, arguments);
    } catch (RuntimeException e) {
      var _ = first.engine().thenAccept(WasmServices::close);
      throw e;
    }
  }

  @Override
  public void start(Stage window) {
    Start first = present(FIRST.getAndSet(null));
    stage = window;
    preferences = first.preferences();
    settings = first.settings();
    asked = Optional.of(first.workspace());
    engine = first.engine();
    Settings chosen = first.settings();
    Theme looks = new Theme(chosen.themeProperty().get());
    theme = looks;
    looks.follow(chosen.themeProperty());
    WindowPlace.restore(window, first.preferences());
    FirstFrames.after(FRAMES_BEFORE_ICONS, () -> WindowIcons.on(window));
    window.setTitle("Alidade");
    show(first.files());
    RUNNING.set(this);
    fx.later(this::takeBrought);
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
    BROUGHT.add(files);
    App app = RUNNING.get();
    if (app != null) {
      app.fx.later(app::takeBrought);
    }
  }

  private void takeBrought() {
    for (List<Path> files = BROUGHT.poll(); files != null; files = BROUGHT.poll()) {
      comeForward(files);
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
    present(preferences).put(Start.LAST_WORKSPACE, workspace.toAbsolutePath().toString());
    open(Optional.of(workspace));
  }

  private void open(Optional<Path> workspace) {
    asked = workspace;
    engine = Start.opening(present(settings), workspace);
    show(List.of());
  }

  private void show(List<Path> files) {
    var _ =
        engine.whenComplete(
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
                    open(Optional.empty());
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

  private static <T> T present(@Nullable T made) {
    if (made == null) {
      throw new IllegalStateException("the workbench is not started");
    }
    return made;
  }
}
