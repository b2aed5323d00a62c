package dev.alidade.app.shell;

import java.nio.file.Path;
import java.util.List;

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
}
