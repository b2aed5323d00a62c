package dev.alidade.app.control;

import dev.alidade.engine.dataset.ColumnType;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Feather icons in the sizes of the style sheet. JavaFX thread. */
public final class Icons {
  private static final String TABLE =
      "M5 3 H19 A2 2 0 0 1 21 5 V19 A2 2 0 0 1 19 21 H5 A2 2 0 0 1 3 19 V5 A2 2 0 0 1 5 3 Z"
          + " M3 9 H21 M3 15 H21 M9 9 V21";

  private Icons() {}

  /** An icon of 16 px. */
  public static FontIcon of(Ikon icon, String... styleClasses) {
    FontIcon node = new FontIcon(icon);
    node.getStyleClass().addAll(styleClasses);
    return node;
  }

  /** An icon of 14 px. */
  public static FontIcon small(Ikon icon, String... styleClasses) {
    FontIcon node = of(icon, styleClasses);
    node.getStyleClass().add("al-icon-14");
    return node;
  }

  /** A table, which the feather icons do not have, in their manner; {@code size} in pixels. */
  public static Node table(double size) {
    SVGPath lines = new SVGPath();
    lines.setContent(TABLE);
    lines.getStyleClass().add("al-icon-stroke");
    double scale = size / 24;
    lines.getTransforms().add(new Scale(scale, scale));
    StackPane frame = new StackPane(new Group(lines));
    frame.setMinSize(size, size);
    frame.setMaxSize(size, size);
    return frame;
  }

  /** The icon that stands for a column's type. */
  public static Ikon ofType(ColumnType type) {
    return switch (type) {
      case BOOL -> Feather.TOGGLE_LEFT;
      case INT64, FLOAT64 -> Feather.HASH;
      case TIMESTAMP -> Feather.CALENDAR;
      case STRING -> Feather.TYPE;
      case VECTOR -> Feather.LAYERS;
    };
  }
}
