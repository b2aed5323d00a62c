package dev.alidade.app.control;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** On or off. Space and click switch it. JavaFX thread. */
public final class ToggleSwitch extends ToggleButton {
  /** A switch with a word beside it; an empty word needs {@code setAccessibleText}. */
  public ToggleSwitch(String word) {
    super(word);
    Region thumb = new Region();
    thumb.getStyleClass().add("thumb");
    HBox track = new HBox(thumb);
    track.getStyleClass().add("track");
    setGraphic(track);
    getStyleClass().setAll("al-switch");
    setAccessibleRole(AccessibleRole.CHECK_BOX);
    selectedProperty().subscribe(on -> track.setAlignment(on ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT));
  }
}
