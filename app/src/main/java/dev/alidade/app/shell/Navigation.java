package dev.alidade.app.shell;

import dev.alidade.engine.dataset.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.layout.Region;

/** How one part of the window leads to another. JavaFX thread. */
public interface Navigation {
  /** Shows a panel. */
  void show(PanelId panel);

  /** Shows the panel that can do it and hands the intent over. */
  void go(Intent intent);

  /** Opens files of any kind Alidade knows, in the background, as a drop on the window does. */
  void openFiles(List<Path> files);

  /** Asks where a new workspace goes and opens it in place of the one in use. */
  void chooseNewWorkspace();

  /** Asks for a workspace and opens it in place of the one in use. */
  void chooseWorkspace();

  /** Asks for files and opens them. */
  void chooseFiles();

  /** Asks for a file and how it is to be read, and opens it. */
  void chooseFileWithOptions();

  /** Opens a file in the background, read as the options say. */
  void openFile(Path file, LoadOptions options);

  /** Reads the file of a data set again, in the background; the new rows take its place. */
  void reload(String dataset, Path file, LoadOptions options);

  /** Shows a sheet over the window, in place of another one. */
  void showSheet(Region sheet);

  /** Takes the sheet away. */
  void closeSheet();
}
