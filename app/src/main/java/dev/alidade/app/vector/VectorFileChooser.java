package dev.alidade.app.vector;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/**
 * Asks where documents with their vectors go, the ending tells the format, and whence they come.
 */
final class VectorFileChooser {
  private static final List<ExtensionFilter> FORMATS =
      List.of(
          new ExtensionFilter("NDJSON with texts and metadata", "*.ndjson"),
          new ExtensionFilter("NumPy, vectors alone", "*.npy"),
          new ExtensionFilter("fvecs, vectors alone", "*.fvecs"));

  private VectorFileChooser() {}

  /** Empty when the user thinks better of it. The dialog asks before it overwrites. */
  static Optional<Path> ask(Window window, String title, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().setAll(FORMATS);
    chooser.setInitialFileName(plain(name) + ".ndjson");
    File chosen = chooser.showSaveDialog(window);
    ExtensionFilter filter = chooser.getSelectedExtensionFilter();
    return Optional.ofNullable(chosen)
        .map(file -> withEnding(file.toPath(), filter == null ? FORMATS.getFirst() : filter));
  }

  /** Asks for a file to make a collection of; empty when the user thinks better of it. */
  static Optional<Path> askForVectors(Window window) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Make a collection of a file");
    chooser
        .getExtensionFilters()
        .setAll(
            new ExtensionFilter("Vectors and SQLite files", VectorFile.patterns()),
            new ExtensionFilter("All files", "*.*"));
    return Optional.ofNullable(chooser.showOpenDialog(window)).map(File::toPath);
  }

  /** Asks where one kind of file goes; empty when the user thinks better of it. */
  static Optional<Path> askFor(
      Window window, String title, String kind, String name, String ending) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().setAll(new ExtensionFilter(kind, "*" + ending));
    chooser.setInitialFileName(plain(name) + ending);
    return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
  }

  /** The file with the filter's ending where it has none that is known. */
  static Path withEnding(Path file, ExtensionFilter filter) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean known =
        FORMATS.stream()
            .anyMatch(format -> name.endsWith(format.getExtensions().getFirst().substring(1)));
    return known
        ? file
        : file.resolveSibling(file.getFileName() + filter.getExtensions().getFirst().substring(1));
  }
}
