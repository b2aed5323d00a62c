package dev.alidade.app.performance;

import dev.alidade.app.shell.PaletteAction;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/**
 * One tab of the Performance panel. Made once, lives as long as the window. JavaFX thread.
 *
 * <p>Nodes are the same on every call.
 */
interface Page {
  /** The word on the tab; also its id. */
  String title();

  /** What stands under the tabs. */
  Node content();

  /** Something small beside the word on the tab, for example a count. */
  default Optional<Node> badge() {
    return Optional.empty();
  }

  /** A column left of the tabs while this page is in view. */
  default Optional<Node> left() {
    return Optional.empty();
  }

  /** A column right of the tabs while this page is in view. */
  default Optional<Node> right() {
    return Optional.empty();
  }

  /** The page is in view from now on: start pulling snapshots. */
  default void onShown() {}

  /** The page is out of view: stop pulling. */
  default void onHidden() {}

  /** Nodes at the header's right end while this page is in view, from quiet to loud. */
  default List<Node> headerTools() {
    return List.of();
  }

  /** What the command palette offers of this page. */
  default List<PaletteAction> actions() {
    return List.of();
  }

  /** Ctrl+Enter. */
  default void runPrimary() {}

  /** Esc. Returns whether there was something to cancel or close. */
  default boolean escape() {
    return false;
  }
}
