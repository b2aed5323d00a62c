package dev.alidade.app.control;

import dev.alidade.engine.dataset.ColumnType;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Feather icons in the sizes of the style sheet. JavaFX thread. */
public final class Icons {
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
