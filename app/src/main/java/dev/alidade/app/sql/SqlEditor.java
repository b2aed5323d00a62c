package dev.alidade.app.sql;

import dev.alidade.engine.sql.DatabaseSchema;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import jfx.incubator.scene.control.richtext.CodeArea;
import jfx.incubator.scene.control.richtext.SelectionSegment;
import jfx.incubator.scene.control.richtext.TextPos;

/** A code area for SQL: colours, line numbers, undo, completion by Ctrl+Space. */
final class SqlEditor extends BorderPane {
  private static final KeyCombination COMPLETE =
      new KeyCodeCombination(KeyCode.SPACE, KeyCombination.CONTROL_DOWN);

  private final SqlViewModel model;
  private final CodeArea area = new CodeArea();
  private final ContextMenu completion = new ContextMenu();

  SqlEditor(SqlViewModel model) {
    this.model = model;
    area.setId("sql-editor");
    area.setAccessibleText("SQL");
    area.setLineNumbersEnabled(true);
    area.setTabSize(2);
    area.setSyntaxDecorator(new SqlHighlighter());
    area.getModel()
        .addListener(
            change -> {
              model.script().set(area.getText());
              model.lookForParameters(caret());
            });
    area.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COMPLETE.match(event)) {
            complete();
            event.consume();
          } else if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            run();
            event.consume();
          }
        });
    setCenter(area);
  }

  void setText(String text) {
    area.setText(text);
    area.select(TextPos.ZERO);
  }

  void run() {
    model.run(selectedText(), caret());
  }

  void focusCode() {
    area.requestFocus();
  }

  /** Position of the caret, counted in characters from the start of the script. */
  private int caret() {
    TextPos at = area.getCaretPosition();
    if (at == null) {
      return 0;
    }
    int position = at.offset();
    for (int line = 0; line < at.index(); line++) {
      position += area.getModel().getPlainText(line).length() + 1;
    }
    return position;
  }

  private String selectedText() {
    SelectionSegment selection = area.getSelection();
    if (selection == null || !area.hasNonEmptySelection()) {
      return "";
    }
    TextPos from = selection.getMin();
    TextPos to = selection.getMax();
    StringBuilder text = new StringBuilder();
    for (int line = from.index(); line <= to.index(); line++) {
      String whole = area.getModel().getPlainText(line);
      int start = line == from.index() ? from.offset() : 0;
      int end = line == to.index() ? to.offset() : whole.length();
      text.append(line == from.index() ? "" : "\n").append(whole, start, end);
    }
    return text.toString();
  }

  private void complete() {
    DatabaseSchema schema = model.schema().get();
    TextPos at = area.getCaretPosition();
    if (schema == null || at == null) {
      return;
    }
    String prefix = Completion.prefix(area.getModel().getPlainText(at.index()), at.offset());
    List<String> offers = Completion.offers(prefix, schema);
    completion.getItems().clear();
    for (String offer : offers) {
      MenuItem item = new MenuItem(offer);
      item.setMnemonicParsing(false);
      item.setOnAction(
          event ->
              area.replaceText(
                  TextPos.ofLeading(at.index(), at.offset() - prefix.length()), at, offer));
      completion.getItems().add(item);
    }
    if (offers.isEmpty()) {
      return;
    }
    Node caret = area.lookup(".caret");
    var bounds =
        (caret == null ? area : caret)
            .localToScreen((caret == null ? area : caret).getBoundsInLocal());
    completion.show(area, bounds.getMinX(), bounds.getMaxY() + 4);
  }
}
