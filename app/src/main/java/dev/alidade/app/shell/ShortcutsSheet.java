package dev.alidade.app.shell;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The keys, on one sheet. */
final class ShortcutsSheet extends VBox {
  private record Entry(String keys, String what) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("Ctrl+1 … Ctrl+6", "Show a panel"),
          new Entry("Ctrl+K", "Search actions and data"),
          new Entry("Ctrl+O", "Open a file"),
          new Entry("Ctrl+Shift+O", "Open a file with options"),
          new Entry("Ctrl+Enter", "Run the panel's main action"),
          new Entry("Esc", "Cancel or close"),
          new Entry("Ctrl+C", "Copy the cell or the selected rows"),
          new Entry("Ctrl+,", "Settings"),
          new Entry("F1", "This sheet"),
          new Entry("Tab, Shift+Tab", "Next, previous control"),
          new Entry("Arrow keys", "Move in lists, grids, tabs and switches"));

  ShortcutsSheet() {
    getStyleClass().add("al-sheet");
    setId("shortcuts-sheet");
    setMaxHeight(USE_PREF_SIZE);
    GridPane grid = new GridPane(24, 8);
    ColumnConstraints keys = new ColumnConstraints();
    keys.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().add(keys);
    for (int i = 0; i < ENTRIES.size(); i++) {
      grid.addRow(i, Buttons.key(ENTRIES.get(i).keys()), Labels.of(ENTRIES.get(i).what()));
    }
    getChildren().addAll(Labels.heading("Keyboard shortcuts"), grid);
  }
}
