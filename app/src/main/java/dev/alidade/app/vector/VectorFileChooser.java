package dev.alidade.app.vector;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks where documents with their vectors go; the ending tells the format. */
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
    chooser.setInitialFileName(name.replaceAll("[^\\p{L}\\p{N}._-]+", "-") + ".ndjson");
    File chosen = chooser.showSaveDialog(window);
    ExtensionFilter filter = chooser.getSelectedExtensionFilter();
    return Optional.ofNullable(chosen)
        .map(file -> withEnding(file.toPath(), filter == null ? FORMATS.getFirst() : filter));
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
