package dev.alidade.app.control;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Asks before something is done that cannot be undone: what happens, and a button for each answer.
 * Opens over the window; the keyboard starts at the answer that changes nothing. JavaFX thread.
 */
public final class QuestionSheet extends VBox {
  private static final double WIDTH = 440;

  private final Button keep;

  /**
   * @param title what is asked, with the name of what it is done to
   * @param sentence what happens and what cannot be undone
   * @param verb of the button that does it
   * @param close takes the sheet away, whatever the answer
   */
  public QuestionSheet(
      String title, String sentence, String verb, Runnable action, Runnable close) {
    getStyleClass().add("al-sheet");
    setId("question");
    setPrefWidth(WIDTH);
    setMaxSize(WIDTH, USE_PREF_SIZE);
    Label heading = Labels.heading(title);
    heading.setWrapText(true);
    heading.setMinHeight(USE_PREF_SIZE);
    keep = Buttons.plain("Cancel", close);
    keep.setId("question-cancel");
    Button done =
        Buttons.plain(
            verb,
            () -> {
              close.run();
              action.run();
            });
    done.getStyleClass().add("al-danger");
    done.setId("question-do");
    getChildren()
        .addAll(heading, Labels.paragraph(sentence), new HBox(8, Section.gap(), keep, done));
  }

  /** Puts the keyboard at the answer that changes nothing. */
  public void focusFirst() {
    keep.requestFocus();
  }
}
