package dev.alidade.app.shell;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** What opens over the window, one at a time: command palette, shortcuts, a panel's sheet. */
final class Overlays extends StackPane {
  private final CommandPalette palette;
  private final Region shortcuts;
  private final Runnable onClose;

  Overlays(CommandPalette palette, Region shortcuts, Runnable onClose) {
    this.palette = palette;
    this.shortcuts = shortcuts;
    this.onClose = onClose;
    getStyleClass().add("al-scrim");
    setPadding(new Insets(64, 0, 24, 0));
    setAlignment(Pos.TOP_CENTER);
    setOnMousePressed(
        event -> {
          if (event.getTarget() == this) {
            close();
          }
        });
    setVisible(false);
  }

  boolean isOpen() {
    return isVisible();
  }

  void openPalette() {
    open(palette);
    palette.open();
  }

  void openShortcuts() {
    open(shortcuts);
    shortcuts.setFocusTraversable(true);
    shortcuts.requestFocus();
  }

  void openSheet(Region sheet) {
    open(sheet);
    sheet.requestFocus();
  }

  void close() {
    if (isVisible()) {
      setVisible(false);
      getChildren().clear();
      onClose.run();
    }
  }

  private void open(Node overlay) {
    getChildren().setAll(overlay);
    setVisible(true);
  }
}
