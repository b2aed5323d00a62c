package dev.alidade.app.control;

import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/**
 * Tooltips that are made when the pointer first comes over their node. A tooltip is a window of its
 * own with a scene, too much to make for each of a hundred figures that nobody may ever point at.
 */
public final class Tips {
  private Tips() {}

  /** Explains a node to the pointer, and to a screen reader. */
  public static void on(Node node, String words) {
    node.setAccessibleHelp(words);
    on(node, () -> new Tooltip(words));
  }

  /** The same for a tooltip that changes while it shows. */
  public static void on(Node node, Supplier<Tooltip> tooltip) {
    node.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        new EventHandler<>() {
          @Override
          public void handle(MouseEvent event) {
            node.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
            Tooltip.install(node, tooltip.get());
          }
        });
  }
}
