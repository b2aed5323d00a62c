package dev.alidade.app.table;

import dev.alidade.app.shell.Preferences;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

/** A side column beside the work; its width is kept when the window grows, and remembered. */
public final class SideSplit extends SplitPane {
  private static final double LEAST = 200;
  private static final double MOST = 420;

  /**
   * @param key what the width is remembered under
   * @param width at first, in pixels
   */
  public SideSplit(Region side, Region work, Preferences preferences, String key, double width) {
    super(side, work);
    setResizableWithParent(side, false);
    side.setMinWidth(LEAST);
    side.setMaxWidth(MOST);
    side.setPrefWidth(preferences.number(key, width));
    work.setMinWidth(0);
    boolean[] placed = {false};
    widthProperty()
        .subscribe(
            now -> {
              if (!placed[0] && now.doubleValue() > 0) {
                placed[0] = true;
                setDividerPosition(0, side.getPrefWidth() / now.doubleValue());
              }
            });
    side.widthProperty()
        .subscribe(
            now -> {
              if (placed[0] && now.doubleValue() >= LEAST) {
                preferences.put(key, now.doubleValue());
              }
            });
  }
}
