package dev.alidade.app.shell;

import javafx.geometry.Rectangle2D;
import javafx.scene.control.SplitPane;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Remembers where the window and its splits stood. JavaFX thread. */
public final class WindowPlace {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  private WindowPlace() {}

  /** Puts the window where it was last, or in the middle where that is off every screen. */
  public static void restore(Stage stage, Preferences preferences) {
    stage.setMinWidth(1024);
    stage.setMinHeight(640);
    stage.setWidth(preferences.number("window.width", WIDTH));
    stage.setHeight(preferences.number("window.height", HEIGHT));
    double x = preferences.number("window.x", Double.NaN);
    double y = preferences.number("window.y", Double.NaN);
    if (!Double.isNaN(x)
        && !Screen.getScreensForRectangle(new Rectangle2D(x + 40, y, 80, 40)).isEmpty()) {
      stage.setX(x);
      stage.setY(y);
    }
    stage.setMaximized(preferences.flag("window.maximized", false));
  }

  /** Remembers the place. */
  public static void remember(Stage stage, Preferences preferences) {
    preferences.put("window.maximized", stage.isMaximized());
    if (!stage.isMaximized() && !stage.isIconified()) {
      preferences.put("window.width", stage.getWidth());
      preferences.put("window.height", stage.getHeight());
      preferences.put("window.x", stage.getX());
      preferences.put("window.y", stage.getY());
    }
    preferences.save();
  }

  /** Lets a split remember its first divider under a name, for example {@code sql.editor}. */
  public static void remember(SplitPane split, String name, double first, Preferences preferences) {
    String key = "split." + name;
    split.setDividerPositions(preferences.number(key, first));
    split
        .getDividers()
        .getFirst()
        .positionProperty()
        .addListener((observed, was, is) -> preferences.put(key, is.doubleValue()));
  }
}
