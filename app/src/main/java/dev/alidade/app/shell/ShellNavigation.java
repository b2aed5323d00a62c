package dev.alidade.app.shell;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.ServicesStats;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import org.jspecify.annotations.Nullable;

/** Leads panels to each other and opens files. Made before the shell, which it is then given. */
public final class ShellNavigation implements Navigation {
  private static final ExtensionFilter WORKSPACES =
      new ExtensionFilter("Alidade workspaces", "*.alidade");

  private static final ExtensionFilter TEXTS =
      new ExtensionFilter(
          "Text files",
          "*.csv",
          "*.tsv",
          "*.tab",
          "*.psv",
          "*.txt",
          "*.json",
          "*.ndjson",
          "*.jsonl",
          "*.gz",
          "*.zst");

  private final FileOpening opening;
  private final Consumer<Path> openWorkspace;
  private @Nullable Shell shell;

  /**
   * @param openWorkspace closes the workspace in use and opens the given file, made where absent
   */
  public ShellNavigation(
      WasmServices engine,
      BackgroundTasks tasks,
      Notices notices,
      Settings settings,
      Consumer<Path> openWorkspace) {
    this.openWorkspace = openWorkspace;
    this.opening =
        new FileOpening(
            engine,
            tasks,
            notices,
            () -> settings.roomOf(room(engine)),
            new FileOpening.Targets() {
              @Override
              public void workspace(Path file) {
                openInPlace(file);
              }

              @Override
              public void vectors(Path file) {
                go(new Intent.CollectFile(file));
              }

              @Override
              public void opened(Dataset dataset) {
                go(new Intent.ShowDataset(dataset.name()));
              }

              @Override
              public void stream(Path file, LoadOptions options) {
                go(new Intent.StreamFile(file, options));
              }

              @Override
              public void ask(Path file, LoadOptions options) {
                go(new Intent.OpenWithOptions(file, options));
              }

              @Override
              public void askAgain(String dataset) {
                go(new Intent.ReloadWithOptions(dataset));
              }
            });
  }

  /** A data set lies in one shard; what is in use is spread evenly over them. */
  private static long room(WasmServices engine) {
    WasmCapabilities capabilities = engine.capabilities();
    long used =
        engine.stats().services().stream()
            .mapToLong(ServicesStats.ServiceTotals::memoryBytes)
            .sum();
    return capabilities.maxMemoryBytesPerShard() - used / capabilities.workers();
  }

  void attach(Shell made) {
    shell = made;
  }

  @Override
  public void show(PanelId panel) {
    Shell window = shell;
    if (window != null) {
      window.model().show(panel);
    }
  }

  @Override
  public void go(Intent intent) {
    show(intent.panel());
    Shell window = shell;
    if (window != null) {
      if (intent instanceof Intent.StreamFile) {
        window.model().streamOpened();
      }
      window.panel(intent.panel()).ifPresent(panel -> panel.accept(intent));
    }
  }

  @Override
  public void openFiles(List<Path> files) {
    opening.open(files);
  }

  @Override
  public void chooseFiles() {
    Shell window = shell;
    if (window == null) {
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Open file");
    chooser
        .getExtensionFilters()
        .addAll(
            new ExtensionFilter(
                "Data",
                "*.csv",
                "*.tsv",
                "*.json",
                "*.ndjson",
                "*.jsonl",
                "*.parquet",
                "*.npy",
                "*.fvecs",
                "*.ivecs",
                "*.sqlite",
                "*.sqlite3",
                "*.db",
                "*.gz",
                "*.zst",
                "*.alidade"),
            new ExtensionFilter("All files", "*.*"));
    List<File> chosen = chooser.showOpenMultipleDialog(window.getScene().getWindow());
    if (chosen != null) {
      openFiles(chosen.stream().map(File::toPath).toList());
    }
  }

  @Override
  public void chooseFileWithOptions() {
    Shell window = shell;
    if (window == null) {
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Open file with options");
    chooser.getExtensionFilters().addAll(TEXTS, new ExtensionFilter("All files", "*.*"));
    File chosen = chooser.showOpenDialog(window.getScene().getWindow());
    if (chosen != null) {
      go(new Intent.OpenWithOptions(chosen.toPath(), LoadOptions.defaults()));
    }
  }

  @Override
  public void openFile(Path file, LoadOptions options) {
    opening.open(file, options);
  }

  @Override
  public void reload(String dataset, Path file, LoadOptions options) {
    opening.reload(dataset, file, options);
  }

  @Override
  public void showSheet(Region sheet) {
    Shell window = shell;
    if (window != null) {
      window.overlays().openSheet(sheet);
    }
  }

  @Override
  public void closeSheet() {
    Shell window = shell;
    if (window != null) {
      window.closeOverlay();
    }
  }

  /** Unless the user would rather keep what closing the workspace in use would lose. */
  private void openInPlace(Path workspace) {
    Shell window = shell;
    if (window == null || window.mayClose()) {
      openWorkspace.accept(workspace);
    }
  }

  @Override
  public void chooseNewWorkspace() {
    choose("New workspace", true);
  }

  @Override
  public void chooseWorkspace() {
    choose("Open workspace", false);
  }

  private void choose(String title, boolean fresh) {
    Shell window = shell;
    if (window == null) {
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().add(WORKSPACES);
    if (fresh) {
      chooser.setInitialFileName("new.alidade");
    }
    File chosen =
        fresh
            ? chooser.showSaveDialog(window.getScene().getWindow())
            : chooser.showOpenDialog(window.getScene().getWindow());
    if (chosen != null) {
      openInPlace(chosen.toPath());
    }
  }
}
