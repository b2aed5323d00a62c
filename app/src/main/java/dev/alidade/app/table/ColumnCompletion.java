package dev.alidade.app.table;

import dev.alidade.app.control.Icons;
import dev.alidade.engine.dataset.Field;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Ctrl+Space in an expression lists the columns that begin as the word at the caret does. */
public final class ColumnCompletion {
  private static final int MOST_SHOWN = 24;

  private final TextInputControl field;
  private final Supplier<List<Field>> columns;
  private final ContextMenu menu = new ContextMenu();

  private ColumnCompletion(TextInputControl field, Supplier<List<Field>> columns) {
    this.field = field;
    this.columns = columns;
  }

  /** Adds the completion to a field. */
  public static void install(TextInputControl field, Supplier<List<Field>> columns) {
    ColumnCompletion completion = new ColumnCompletion(field, columns);
    KeyCombination keys = new KeyCodeCombination(KeyCode.SPACE, KeyCombination.SHORTCUT_DOWN);
    field.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (keys.match(event)) {
            completion.open();
            event.consume();
          }
        });
  }

  private void open() {
    String word = word();
    String wanted = word.toLowerCase(Locale.ROOT);
    List<MenuItem> items =
        columns.get().stream()
            .filter(column -> column.name().toLowerCase(Locale.ROOT).startsWith(wanted))
            .limit(MOST_SHOWN)
            .map(column -> item(column, word.length()))
            .toList();
    menu.getItems().setAll(items);
    if (!items.isEmpty()) {
      menu.show(field, Side.BOTTOM, 0, 0);
    }
  }

  private MenuItem item(Field column, int typed) {
    MenuItem item = new MenuItem(column.name(), Icons.small(Icons.ofType(column.type())));
    item.setMnemonicParsing(false);
    item.setOnAction(
        event -> {
          int caret = field.getCaretPosition();
          field.replaceText(caret - typed, caret, ExpressionText.column(column.name()));
        });
    return item;
  }

  /** The letters left of the caret. */
  private String word() {
    String text = field.getText();
    int end = field.getCaretPosition();
    int start = end;
    while (start > 0 && Character.isUnicodeIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }
}
