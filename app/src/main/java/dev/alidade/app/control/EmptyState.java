package dev.alidade.app.control;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** What an empty view shows: one sentence and, where there is something to do, one button. */
public final class EmptyState extends VBox {
  /** A sentence only. */
  public EmptyState(String sentence) {
    getStyleClass().add("al-state");
    Label label = Labels.paragraph(sentence);
    label.setTextAlignment(TextAlignment.CENTER);
    label.setAlignment(Pos.CENTER);
    label.setMaxWidth(420);
    getChildren().add(label);
  }

  /** A sentence and a button. */
  public EmptyState(String sentence, String verb, Runnable action) {
    this(sentence);
    Button button = Buttons.plain(verb, action);
    button.getStyleClass().add("al-primary");
    getChildren().add(button);
  }
}
