package dev.alidade.app.shell;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Every action, data set, table and saved query, found by a few letters. */
final class CommandPalette extends VBox {
  private final Supplier<List<PaletteAction>> offered;
  private final Runnable close;
  private final TextField typed = new TextField();
  private final ListView<PaletteAction> found = new ListView<>();
  private List<PaletteAction> all = List.of();

  CommandPalette(Supplier<List<PaletteAction>> offered, Runnable close) {
    this.offered = offered;
    this.close = close;
    getStyleClass().add("al-palette");
    setId("command-palette");
    typed.setPromptText("Type an action, a data set or a table");
    typed.setAccessibleText("Search actions and data");
    typed.textProperty().subscribe(text -> filter());
    typed.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    found.setId("palette-list");
    found.setFixedCellSize(32);
    found.setFocusTraversable(false);
    found.setPlaceholder(Labels.muted("Nothing has a name like this."));
    found.setCellFactory(list -> new ActionCell());
    found.setOnMouseClicked(event -> runSelected());
    getChildren().addAll(typed, found);
  }

  /** Starts afresh: everything is offered. */
  void open() {
    all = offered.get();
    typed.clear();
    filter();
    typed.requestFocus();
  }

  private void filter() {
    found
        .getItems()
        .setAll(FuzzyMatch.filter(typed.getText(), all, a -> a.title() + " " + a.group()));
    found.getSelectionModel().selectFirst();
    if (!found.getItems().isEmpty()) {
      found.scrollTo(0);
    }
  }

  private void onKey(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case PAGE_DOWN -> move(8);
      case PAGE_UP -> move(-8);
      case ENTER -> runSelected();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(int step) {
    int size = found.getItems().size();
    if (size > 0) {
      int next = Math.clamp(found.getSelectionModel().getSelectedIndex() + step, 0, size - 1);
      found.getSelectionModel().select(next);
      found.scrollTo(Math.max(0, next - 5));
    }
  }

  private void runSelected() {
    PaletteAction action = found.getSelectionModel().getSelectedItem();
    if (action != null) {
      close.run();
      action.run().run();
    }
  }

  private static final class ActionCell extends ListCell<PaletteAction> {
    @Override
    protected void updateItem(@Nullable PaletteAction action, boolean empty) {
      super.updateItem(action, empty);
      setText(null);
      if (action == null || empty) {
        setGraphic(null);
        return;
      }
      HBox row =
          new HBox(
              8,
              Icons.of(action.icon(), "al-icon-14"),
              Labels.of(action.title()),
              Section.gap(),
              Labels.small(action.group()));
      row.setAlignment(Pos.CENTER_LEFT);
      String keys = action.shortcut();
      if (keys != null) {
        row.getChildren().add(Buttons.key(keys));
      }
      setGraphic(row);
    }
  }
}
