package dev.alidade.app.control;

import dev.alidade.engine.EngineException;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What a view shows in place of its content when that cannot be had: what, why, what to do. */
public final class ErrorState extends StackPane {
  /**
   * An error in the middle of a view.
   *
   * @param headline what could not be done: {@code Can't read the file}
   * @param cause an engine's error shows its sentence, remedy and code
   */
  public ErrorState(String headline, Throwable cause) {
    this(headline, cause, "", () -> {});
  }

  /** The same with a button; an empty verb shows none. */
  public ErrorState(String headline, Throwable cause, String verb, Runnable action) {
    Label head = Labels.of(headline, "al-strong", "al-text-err");
    HBox top = new HBox(8, Icons.of(Feather.ALERT_TRIANGLE, "al-icon-err"), head);
    VBox card = new VBox(top);
    card.getStyleClass().add("al-error-card");
    if (cause instanceof EngineException known) {
      card.getChildren().addAll(wrapped(known.sentence()), wrapped(known.remedy()));
      top.getChildren().add(Labels.of(known.code(), "al-mono", "al-small", "al-muted"));
    } else {
      String message = cause.getMessage();
      card.getChildren().add(wrapped(message == null ? cause.toString() : message));
    }
    if (!verb.isEmpty()) {
      card.getChildren().add(Buttons.plain(verb, action));
    }
    card.setMaxHeight(USE_PREF_SIZE);
    getStyleClass().add("al-state");
    getChildren().add(card);
  }

  private static Label wrapped(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }
}
