package dev.alidade.app.control;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** Labels in the styles of the style sheet. JavaFX thread. */
public final class Labels {
  private Labels() {}

  /** A label with style classes. */
  public static Label of(String text, String... styleClasses) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styleClasses);
    return label;
  }

  /** 15 px, semi-bold. */
  public static Label heading(String text) {
    return of(text, "al-heading");
  }

  /** The small head of a section. */
  public static Label caption(String text) {
    return of(text, "al-caption");
  }

  /** Quiet text. */
  public static Label muted(String text) {
    return of(text, "al-muted");
  }

  /** Quiet text of 11 px. */
  public static Label small(String text) {
    return of(text, "al-small", "al-muted");
  }

  /** Figures and code. */
  public static Label mono(String text) {
    return of(text, "al-mono");
  }

  /** A figure whose exact value stands in the tooltip. */
  public static Label figure(String shown, String exact) {
    Label label = mono(shown);
    Tips.on(label, exact);
    return label;
  }

  /** Quiet text that wraps. */
  public static Label paragraph(String text) {
    Label label = muted(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
