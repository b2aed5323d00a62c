package dev.alidade.app;

import dev.alidade.app.cli.CommandLine;
import dev.alidade.app.platform.Places;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Settings;
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

/**
 * What a start needs before there is a window. The engine opens in the background, while JavaFX
 * starts.
 *
 * @param preferences what was remembered
 * @param settings what the user set
 * @param workspace the file that is being opened
 * @param files to open in the window
 * @param engine done when the workspace is open, or fails with what is wrong with it
 */
record Start(
    Preferences preferences,
    Settings settings,
    Path workspace,
    List<Path> files,
    CompletableFuture<WasmServices> engine) {
  private static final Logger LOG = System.getLogger(Start.class.getName());

  /** Where the preferences keep the workspace of the last time. */
  static final String LAST_WORKSPACE = "workspace";

  /** Reads the preferences and begins to open the engine. Any thread. */
  static Start of(CommandLine.OpenWindow asked) {
    Preferences preferences = Preferences.in(Places.here().config().resolve("preferences.json"));
    Settings settings = new Settings(preferences);
    Path workspace = asked.workspace().orElseGet(() -> usualWorkspace(preferences));
    return new Start(
        preferences, settings, workspace, asked.files(), opening(settings, Optional.of(workspace)));
  }

  /** Opens an engine in the background, on a workspace of its own where none is given. */
  static CompletableFuture<WasmServices> opening(Settings settings, Optional<Path> workspace) {
    WasmServicesConfig.Builder builder = settings.configure(WasmServicesConfig.builder());
    workspace.ifPresent(builder::workspace);
    WasmServicesConfig config = builder.build();
    return CompletableFuture.supplyAsync(
        () -> {
          config.workspace().ifPresent(Start::makeFolderOf);
          return WasmServices.open(config);
        },
        work -> Thread.ofPlatform().daemon().name("alidade-opening").start(work));
  }

  /** The one of the last time where it is still there, else the one in the user's data folder. */
  private static Path usualWorkspace(Preferences kept) {
    return kept.text(LAST_WORKSPACE)
        .map(Path::of)
        .filter(Files::isRegularFile)
        .orElseGet(Places.here()::workspace);
  }

  /** A folder that cannot be made shows in the workspace's own error, which says more. */
  private static void makeFolderOf(Path workspace) {
    try {
      Files.createDirectories(workspace.toAbsolutePath().getParent());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the folder of {0} cannot be made: {1}", workspace, e.toString());
    }
  }
}
