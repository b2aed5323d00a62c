package dev.alidade.app.shell;

import java.util.List;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** The mark that title bars and task switchers show. JavaFX thread. */
public final class WindowIcons {
  /** In pixels; the desktop takes the one that fits best. */
  private static final List<Integer> SIZES = List.of(16, 32, 48, 128);

  private WindowIcons() {}

  /** Gives a window its icons. The build makes them from {@code icon/alidade.svg}. */
  public static void on(Stage window) {
    window.getIcons().setAll(SIZES.stream().map(WindowIcons::read).toList());
  }

  private static Image read(int size) {
    String file = "/dev/alidade/app/icon/alidade-" + size + ".png";
    var url = WindowIcons.class.getResource(file);
    if (url == null) {
      throw new IllegalStateException("the build left out " + file);
    }
    return new Image(url.toExternalForm());
  }
}
