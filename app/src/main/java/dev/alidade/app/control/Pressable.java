package dev.alidade.app.control;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;

/** Makes any node act like a button: by mouse, by Enter or Space, and to a screen reader. */
public final class Pressable {
  private Pressable() {}

  /** Returns the node; {@code name} says what pressing does. */
  public static <N extends Node> N of(N node, String name, Runnable action) {
    node.getStyleClass().add("al-pressable");
    node.setFocusTraversable(true);
    node.setAccessibleRole(AccessibleRole.BUTTON);
    node.setAccessibleText(name);
    node.setOnMouseClicked(
        event -> {
          if (event.getButton() == MouseButton.PRIMARY) {
            action.run();
          }
        });
    node.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            action.run();
            event.consume();
          }
        });
    return node;
  }
}
