package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.engine.sql.DatabaseSchema;
import java.util.List;
import java.util.OptionalInt;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
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

/**
 * A code area for one script: colours, line numbers, undo, completion by Ctrl+Space, find by
 * Ctrl+F, layout by Ctrl+Shift+F.
 */
final class SqlEditor extends BorderPane {
  private static final KeyCombination COMPLETE =
      new KeyCodeCombination(KeyCode.SPACE, KeyCombination.CONTROL_DOWN);

  private static final KeyCombination FIND =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination FORMAT =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);

  /** With 12 px of type, lines of 20 px. */
  private static final double LINE_SPACING = 4;

  private final SqlViewModel model;
  private final Script script;
  private final FindBar find = new FindBar(this);
  private final CodeArea area = new CodeArea();
  private final ContextMenu completion = new ContextMenu();

  SqlEditor(SqlViewModel model, Script script, ObservableValue<Palette> palette) {
    this.model = model;
    this.script = script;
    area.setText(script.text().get());
    area.setId("sql-editor");
    area.setAccessibleText("SQL");
    area.setLineNumbersEnabled(true);
    area.setTabSize(2);
    area.setLineSpacing(LINE_SPACING);
    area.setContentPadding(new Insets(8, 8, 8, 12));
    // Paragraphs that are in view keep the colours they were made with: make them again.
    palette.addListener((observed, was, is) -> mark(script.errorPlace().get()));
    area.setSyntaxDecorator(new SqlHighlighter());
    area.getModel()
        .addListener(
            change -> {
              // A new decorator tells of changes too, and changes no text.
              String text = area.getText();
              if (!text.equals(script.text().get())) {
                script.text().set(text);
                // The text was changed: an error is no longer where it was.
                script.errorPlace().set(OptionalInt.empty());
                lookForParameters();
              }
            });
    script
        .text()
        .addListener(
            (observed, was, is) -> {
              if (!is.equals(area.getText())) {
                area.setText(is);
                area.select(TextPos.ZERO);
                lookForParameters();
              }
            });
    area.caretPositionProperty().addListener((observed, was, is) -> lookForParameters());
    script
        .errorPlace()
        .addListener(
            (observed, was, is) -> {
              mark(is);
              is.ifPresent(where -> area.select(at(where)));
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
          } else if (FIND.match(event)) {
            openFind();
            event.consume();
          } else if (FORMAT.match(event)) {
            format();
            event.consume();
          }
        });
    setCenter(area);
  }

  Script script() {
    return script;
  }

  private void lookForParameters() {
    model.scripts().lookForParameters(script, caret());
  }

  /** Shows the bar that finds words in the text. */
  void openFind() {
    setTop(find);
    find.open(selectedText());
  }

  void closeFind() {
    setTop(null);
    area.requestFocus();
  }

  /** Lays out the selection, or the whole text; undo takes it back. */
  void format() {
    SelectionSegment selection = area.getSelection();
    boolean part = selection != null && area.hasNonEmptySelection();
    String before = part ? selectedText() : area.getText();
    String after = SqlFormatter.format(before);
    if (!after.equals(before)) {
      int last = area.getParagraphCount() - 1;
      TextPos end = TextPos.ofLeading(last, area.getModel().getPlainText(last).length());
      area.replaceText(
          part ? selection.getMin() : TextPos.ZERO, part ? selection.getMax() : end, after);
    }
  }

  /** Selects characters of the text and brings them into view. */
  void select(int from, int to) {
    area.select(at(from), at(to));
  }

  void run() {
    SelectionSegment selection = area.getSelection();
    int selectedAt = selection == null ? 0 : position(selection.getMin());
    model.runs().run(script, selectedText(), selectedAt, caret());
  }

  /** Underlines the word at an error, or takes the line away. */
  private void mark(OptionalInt place) {
    area.setSyntaxDecorator(
        place.isEmpty() ? new SqlHighlighter() : new SqlHighlighter(at(place.getAsInt())));
  }

  /** The line and column, from 1, of a position in the script. */
  String placeName(int position) {
    TextPos at = at(position);
    return "line %d, column %d".formatted(at.index() + 1, at.offset() + 1);
  }

  private TextPos at(int position) {
    int line = 0;
    int left = position;
    while (line < area.getParagraphCount() - 1
        && left > area.getModel().getPlainText(line).length()) {
      left -= area.getModel().getPlainText(line).length() + 1;
      line++;
    }
    return TextPos.ofLeading(
        line, Math.clamp(left, 0, area.getModel().getPlainText(line).length()));
  }

  void focusCode() {
    area.requestFocus();
  }

  /** Position of the caret, counted in characters from the start of the script. */
  int caret() {
    TextPos at = area.getCaretPosition();
    return at == null ? 0 : position(at);
  }

  private int position(TextPos at) {
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
    DatabaseSchema schema = model.databases().schema().get();
    TextPos at = area.getCaretPosition();
    if (schema == null || at == null) {
      return;
    }
    String prefix = Completion.prefix(area.getModel().getPlainText(at.index()), at.offset());
    List<String> offers =
        Completion.offers(
            area.getModel().getPlainText(at.index()), at.offset(), area.getText(), schema);
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
