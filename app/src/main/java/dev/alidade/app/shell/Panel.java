package dev.alidade.app.shell;

import java.util.List;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;

/**
 * One place on the navigation rail. The shell draws rail, header, strips and status bar around
 * {@link #content}. All methods are called on the JavaFX thread; a panel is made once and lives as
 * long as the window.
 */
public interface Panel {
  /** Which one it is. */
  PanelId id();

  /** What the header says. */
  default String title() {
    return id().title();
  }

  /** The icon on the rail. */
  default Ikon icon() {
    return id().icon();
  }

  /** The view under the header. The same node on every call. */
  Node content();

  /** Nodes right beside the title: what to act on, chips. The same nodes on every call. */
  default List<Node> headerStart() {
    return List.of();
  }

  /**
   * Nodes at the header's right end, from quiet to loud: flat buttons, then the one primary button
   * (see {@code Buttons.primary}), then a more-menu. The same nodes on every call.
   */
  default List<Node> headerTools() {
    return List.of();
  }

  /** The panel is in view from now on: start pulling snapshots. */
  default void onShown() {}

  /** The panel is out of view: stop pulling. */
  default void onHidden() {}

  /** Puts the keyboard where work starts, for example into the query field. */
  default void focusFirst() {
    content().requestFocus();
  }

  /** Ctrl+Enter. */
  default void runPrimary() {}

  /** Esc. Returns whether there was something to cancel or close. */
  default boolean escape() {
    return false;
  }

  /**
   * Whether what the panel holds may be lost: the window closes, or another workspace comes. Asks
   * the user where something would be.
   */
  default boolean mayClose() {
    return true;
  }

  /** What the command palette offers of this panel, asked for each time it opens. */
  default List<PaletteAction> actions() {
    return List.of();
  }

  /** Something asked for by another panel, a drop or the palette; the panel is shown already. */
  default void accept(Intent intent) {}
}
