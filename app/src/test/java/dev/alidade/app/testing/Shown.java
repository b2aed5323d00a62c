package dev.alidade.app.testing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import javafx.stage.Window;

/** What is in view in the open windows and popups. JavaFX thread. */
final class Shown {
  private Shown() {}

  /** Every visible node, parents before children, in the order of drawing. */
  static Stream<Node> nodes() {
    return List.copyOf(Window.getWindows()).stream()
        .filter(window -> window.isShowing() && window.getScene() != null)
        .flatMap(window -> from(window.getScene().getRoot()));
  }

  /** What a node shows as text; empty for none, and for a part of a control that has it already. */
  static Optional<String> text(Node node) {
    String text =
        switch (node) {
          case Labeled labeled -> labeled.getText();
          case TextInputControl input -> input.getText();
          case Text part when !(part.getParent() instanceof Labeled) -> part.getText();
          default -> null;
        };
    return Optional.ofNullable(text).filter(words -> !words.isEmpty());
  }

  private static Stream<Node> from(Node node) {
    if (!node.isVisible()) {
      return Stream.empty();
    }
    return node instanceof Parent parent
        ? Stream.concat(
            Stream.of(node),
            List.copyOf(parent.getChildrenUnmodifiable()).stream().flatMap(Shown::from))
        : Stream.of(node);
  }
}
