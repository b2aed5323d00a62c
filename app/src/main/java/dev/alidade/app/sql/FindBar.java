package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Finds words in an editor's text: Enter goes on, Shift+Enter back, Esc closes. */
final class FindBar extends HBox {
  private static final double FIELD_WIDTH = 220;

  private final SqlEditor editor;
  private final TextField field = new TextField();
  private final Label count = Labels.of("", "al-mono", "al-small", "al-muted");

  FindBar(SqlEditor editor) {
    super(4);
    this.editor = editor;
    getStyleClass().add("al-toolbar");
    setId("find-bar");
    field.setId("find-in-query");
    field.setPromptText("Find in the query");
    field.setAccessibleText("Find in the query");
    field.setPrefWidth(FIELD_WIDTH);
    Buttons.compact(field);
    field.textProperty().addListener((observed, was, is) -> find(0, 1));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    getChildren()
        .addAll(
            field,
            Buttons.icon(Feather.CHEVRON_UP, "Previous", this::back),
            Buttons.icon(Feather.CHEVRON_DOWN, "Next", this::on),
            count,
            Section.gap(),
            Buttons.icon(Feather.X, "Close find", editor::closeFind));
  }

  /**
   * @param wanted what is selected already; empty keeps what was looked for last
   */
  void open(String wanted) {
    if (!wanted.isBlank() && wanted.indexOf('\n') < 0) {
      field.setText(wanted);
    }
    field.requestFocus();
    field.selectAll();
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      editor.closeFind();
    } else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
      if (event.isShiftDown()) {
        back();
      } else {
        on();
      }
    } else {
      return;
    }
    event.consume();
  }

  private void on() {
    find(editor.caret(), 1);
  }

  private void back() {
    find(editor.caret() - 1, -1);
  }

  /** The caret stands behind what was found last. */
  private void find(int from, int direction) {
    List<Integer> places = places();
    if (places.isEmpty()) {
      count.setText(field.getText().isEmpty() ? "" : "none");
      return;
    }
    int chosen = direction > 0 ? 0 : places.size() - 1;
    int length = field.getText().length();
    if (direction > 0) {
      while (chosen < places.size() - 1 && places.get(chosen) < from) {
        chosen++;
      }
      chosen = places.get(chosen) < from ? 0 : chosen;
    } else {
      while (chosen > 0 && places.get(chosen) + length > from) {
        chosen--;
      }
      chosen = places.get(chosen) + length > from ? places.size() - 1 : chosen;
    }
    count.setText("%d of %d".formatted(chosen + 1, places.size()));
    editor.select(places.get(chosen), places.get(chosen) + length);
  }

  private List<Integer> places() {
    String wanted = field.getText().toLowerCase(Locale.ROOT);
    String text = editor.script().text().get().toLowerCase(Locale.ROOT);
    List<Integer> places = new ArrayList<>();
    int at = wanted.isEmpty() ? -1 : text.indexOf(wanted);
    while (at >= 0) {
      places.add(at);
      at = text.indexOf(wanted, at + wanted.length());
    }
    return places;
  }
}
