package dev.alidade.app.transform;

import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.data.Pipeline;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** A recipe as a JSON file. */
final class RecipeFile {
  private static final String ENDING = ".json";

  /** Far more than any recipe has; a larger file is something else. */
  private static final long MOST_BYTES = 4_000_000;

  private RecipeFile() {}

  /** Asks where a recipe goes; empty when the user thinks better of it. */
  static Optional<Path> askToWrite(Window window, String name) {
    FileChooser chooser = chooser("Save the recipe");
    chooser.setInitialFileName(name + " recipe" + ENDING);
    return Optional.ofNullable(chooser.showSaveDialog(window))
        .map(File::toPath)
        .map(RecipeFile::ended);
  }

  /** Asks which recipe to open. */
  static Optional<Path> askToRead(Window window) {
    return Optional.ofNullable(chooser("Open a recipe").showOpenDialog(window)).map(File::toPath);
  }

  /**
   * Reads a recipe.
   *
   * @throws dev.alidade.engine.data.DataException when the file holds none
   */
  static Pipeline read(Path file, DataProcessor processor) throws IOException {
    return processor.fromJson(Files.size(file) > MOST_BYTES ? "" : Files.readString(file));
  }

  private static FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().add(new ExtensionFilter("Recipes", "*" + ENDING));
    return chooser;
  }

  private static Path ended(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(ENDING)
        ? file
        : file.resolveSibling(name + ENDING);
  }
}
