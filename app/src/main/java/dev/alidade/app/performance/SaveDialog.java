package dev.alidade.app.performance;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks where a text of a known format goes. */
final class SaveDialog {
  private SaveDialog() {}

  /** Asks the user; empty when they think better of it. The dialog asks before it overwrites. */
  static Optional<Path> ask(Window window, String name, String extension) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Export " + name);
    chooser.setInitialFileName(name + "." + extension);
    chooser
        .getExtensionFilters()
        .add(new ExtensionFilter(extension.toUpperCase(Locale.ROOT), "*." + extension));
    File chosen = chooser.showSaveDialog(window);
    return Optional.ofNullable(chosen).map(file -> named(file.toPath(), extension));
  }

  /** The file with its ending. */
  static Path named(Path file, String extension) {
    String ending = "." + extension;
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(ending)
        ? file
        : file.resolveSibling(name + ending);
  }
}
