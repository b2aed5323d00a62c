package dev.alidade.app.table;

import javafx.scene.Parent;

/** The style sheet of the panels that show data sets; it uses the theme's tokens only. */
public final class DataStyles {
  private static final String SHEET = "/dev/alidade/app/css/data.css";

  private DataStyles() {}

  /** Takes the style sheet into a view. */
  public static void dress(Parent view) {
    var url = DataStyles.class.getResource(SHEET);
    if (url == null) {
      throw new IllegalStateException("the build left out " + SHEET);
    }
    view.getStylesheets().add(url.toExternalForm());
  }
}
